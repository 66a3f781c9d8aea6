//! What an editor asks of a policy: places by line and column, what stands at a place, what may stand there.
//!
//! Nothing here knows a protocol. `src/lsp/` turns these answers into messages.

pub mod actions;
pub mod completion;
pub mod describe;
pub mod hints;
pub mod index;
pub mod mentions;
pub mod names;
pub mod reference;
pub mod rename;
pub mod semantic;
pub mod shape;
pub mod symbols;
pub mod text;
pub mod tokens;

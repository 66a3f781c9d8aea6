//! What an editor asks of a policy: places by line and column, what stands at a place, what may stand there.
//!
//! Nothing here knows a protocol. `src/lsp/` turns these answers into messages.

pub mod mentions;
pub mod names;
pub mod text;

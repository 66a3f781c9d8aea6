//! Starts `candor lsp` for Zed.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

struct Candor;

impl zed::Extension for Candor {
    fn new() -> Self {
        Self
    }

    /// The program that the settings name, or the one on the path.
    fn language_server_command(&mut self, server: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let binary = LspSettings::for_worktree(server.as_ref(), worktree).ok().and_then(|settings| settings.binary);
        let named = binary.as_ref().and_then(|binary| binary.path.clone());
        let command = named.or_else(|| worktree.which("candor")).ok_or(
            "the program candor was not found; install it with `cargo install --path .` in a copy of Candor, \
             or name it in the settings: \"lsp\": { \"candor\": { \"binary\": { \"path\": \"…\" } } }",
        )?;
        let args = binary.and_then(|binary| binary.arguments).unwrap_or_else(|| vec!["lsp".to_owned()]);
        Ok(Command { command, args, env: worktree.shell_env() })
    }
}

zed::register_extension!(Candor);

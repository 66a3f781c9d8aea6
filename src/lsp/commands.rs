//! Commands: a preview in the browser.

use lsp_server::{ErrorCode, ResponseError};
use lsp_types::ExecuteCommandParams;
use serde_json::Value;

use super::capabilities::PREVIEW;
use super::server::Server;

/// Answers `workspace/executeCommand`.
pub(super) fn execute(server: &mut Server, params: ExecuteCommandParams) -> Result<Value, ResponseError> {
    if params.command != PREVIEW {
        return Err(refused(ErrorCode::InvalidParams, format!("there is no command `{}`", params.command)));
    }
    let named = params.arguments.first().and_then(Value::as_str);
    let path = server.policy_path(named).ok_or_else(|| {
        refused(ErrorCode::RequestFailed, "name the file of a policy that was saved".to_owned())
    })?;
    let client = server.client().clone();
    let shows = server.abilities().shows;
    server.previews().start(path, client, shows).map_err(|why| refused(ErrorCode::RequestFailed, why))?;
    Ok(Value::Null)
}

fn refused(code: ErrorCode, message: String) -> ResponseError {
    ResponseError { code: code as i32, message, data: None }
}

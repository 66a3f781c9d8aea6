//! Who answers what.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lsp_server::{ErrorCode, Notification, Request, RequestId, ResponseError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::server::Server;
use super::{
    actions, commands, completion, definition, formatting, hints, hover, rename, shape, symbols, tokens,
};

impl Server {
    /// Does something that, if it fails, must not end the server.
    pub(super) fn guarded<T>(&mut self, what: &str, work: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let done = catch_unwind(AssertUnwindSafe(|| work(self))).ok();
        if done.is_none() {
            self.client.log(&format!("{what} failed; this is a mistake in Candor, please report it"));
        }
        done
    }

    /// Takes up a notification; one that is not known is none of this server's business.
    pub(super) fn notified(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        self.guarded(&method, |server| match method.as_str() {
            "initialized" => server.ready(),
            "textDocument/didOpen" => server.with(params, Self::opened),
            "textDocument/didChange" => server.with(params, Self::typed),
            "textDocument/didClose" => server.with(params, Self::closed),
            "textDocument/didSave" => server.with(params, Self::saved),
            "workspace/didChangeWatchedFiles" => server.with(params, Self::files_changed),
            "workspace/didChangeWorkspaceFolders" => server.with(params, Self::folders_changed),
            _ => {}
        });
    }

    /// Reads what came with a notification; what cannot be read is left out.
    fn with<P: DeserializeOwned>(&mut self, params: Value, work: fn(&mut Self, P)) {
        if let Ok(params) = serde_json::from_value(params) {
            work(self, params);
        }
    }

    /// Answers a request, whatever it is.
    pub(super) fn asked(&mut self, request: Request) {
        let Request { id, method, params } = request;
        if self.shut_down {
            self.client.refuse(&id, ErrorCode::InvalidRequest, "the server is shut down");
            return;
        }
        let answered = self.guarded(&method, |server| match method.as_str() {
            "initialize" => {
                server.client.refuse(&id, ErrorCode::InvalidRequest, "`initialize` was said before")
            }
            "shutdown" => {
                server.shut_down = true;
                server.client.respond(&id, ());
            }
            "textDocument/completion" => server.answer(&id, params, completion::completion),
            "completionItem/resolve" => server.answer(&id, params, completion::resolve),
            "textDocument/hover" => server.answer(&id, params, hover::hover),
            "textDocument/definition" => server.answer(&id, params, definition::definition),
            "textDocument/references" => server.answer(&id, params, definition::references),
            "textDocument/documentHighlight" => server.answer(&id, params, definition::highlights),
            "textDocument/prepareRename" => server.try_answer(&id, params, rename::prepare),
            "textDocument/rename" => server.try_answer(&id, params, rename::rename),
            "textDocument/documentSymbol" => server.answer(&id, params, symbols::of_document),
            "workspace/symbol" => server.answer(&id, params, symbols::of_workspace),
            "textDocument/semanticTokens/full" => server.answer(&id, params, tokens::full),
            "textDocument/semanticTokens/range" => server.answer(&id, params, tokens::range),
            "textDocument/formatting" => server.try_answer(&id, params, formatting::whole),
            "textDocument/rangeFormatting" => server.try_answer(&id, params, formatting::range),
            "textDocument/foldingRange" => server.answer(&id, params, shape::folding),
            "textDocument/selectionRange" => server.answer(&id, params, shape::selection),
            "textDocument/documentLink" => server.answer(&id, params, shape::links),
            "textDocument/codeAction" => server.answer(&id, params, actions::actions),
            "textDocument/inlayHint" => server.answer(&id, params, hints::inlay),
            "textDocument/codeLens" => server.answer(&id, params, hints::lenses),
            "workspace/executeCommand" => server.try_answer(&id, params, commands::execute),
            other => {
                let message = format!("there is no request `{other}`");
                server.client.refuse(&id, ErrorCode::MethodNotFound, message);
            }
        });
        if answered.is_none() {
            self.client.refuse(&id, ErrorCode::InternalError, format!("`{method}` failed"));
        }
    }

    fn answer<P: DeserializeOwned, R: Serialize>(
        &mut self,
        id: &RequestId,
        params: Value,
        work: fn(&mut Self, P) -> R,
    ) {
        if let Some(params) = self.read(id, params) {
            let result = work(self, params);
            self.client.respond(id, result);
        }
    }

    fn try_answer<P: DeserializeOwned, R: Serialize>(
        &mut self,
        id: &RequestId,
        params: Value,
        work: fn(&mut Self, P) -> Result<R, ResponseError>,
    ) {
        let Some(params) = self.read(id, params) else { return };
        match work(self, params) {
            Ok(result) => self.client.respond(id, result),
            Err(error) => self.client.fail(id, error),
        }
    }

    /// Reads what came with a request; what cannot be read is refused.
    fn read<P: DeserializeOwned>(&self, id: &RequestId, params: Value) -> Option<P> {
        match serde_json::from_value(params) {
            Ok(params) => Some(params),
            Err(error) => {
                self.client.refuse(id, ErrorCode::InvalidParams, error.to_string());
                None
            }
        }
    }
}

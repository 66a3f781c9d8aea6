//! What this server can do, and what of it an editor can take.

use candor::editor::semantic::Class;
use candor::editor::text::Encoding;
use lsp_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions,
    CompletionOptions, DocumentLinkOptions, ExecuteCommandOptions, FoldingRangeProviderCapability,
    HoverProviderCapability, InitializeResult, OneOf, PositionEncodingKind, RenameOptions,
    SelectionRangeProviderCapability, SemanticTokenModifier, SemanticTokenType, SemanticTokensFullOptions,
    SemanticTokensLegend, SemanticTokensOptions, SemanticTokensServerCapabilities, ServerCapabilities,
    ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    WorkDoneProgressOptions, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

/// The command that opens a preview.
pub(super) const PREVIEW: &str = "candor.preview";

/// The action that applies every certain fix of a file.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.candor");

/// What an editor can take, where that makes a difference.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Abilities {
    /// How columns are counted.
    pub(super) encoding: Encoding,
    /// Whether what is completed may have places to fill in.
    pub(super) snippets: bool,
    /// Whether a completion may say both what it inserts before and what it replaces.
    pub(super) insert_replace: bool,
    /// Whether an outline may nest.
    pub(super) outline: bool,
    /// Whether a rename may say which version of a file it is for.
    pub(super) document_changes: bool,
    /// Whether it can be asked to watch files.
    pub(super) watches: bool,
    /// Whether it can show an address.
    pub(super) shows: bool,
    /// Whether it can be asked to ask for hints again.
    pub(super) refreshes_hints: bool,
    /// Whether hovers and documentation may be Markdown.
    pub(super) markdown: bool,
}

impl Abilities {
    /// What these capabilities come to.
    pub(super) fn new(client: &ClientCapabilities) -> Self {
        let document = client.text_document.as_ref();
        let workspace = client.workspace.as_ref();
        let completion = document.and_then(|document| document.completion.as_ref()?.completion_item.as_ref());
        let outline = document
            .and_then(|document| document.document_symbol.as_ref()?.hierarchical_document_symbol_support);
        let hover = document.and_then(|document| document.hover.as_ref()?.content_format.as_ref());
        let watches =
            workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref()?.dynamic_registration);
        let changes = workspace.and_then(|workspace| workspace.workspace_edit.as_ref()?.document_changes);
        let hints = workspace.and_then(|workspace| workspace.inlay_hint.as_ref()?.refresh_support);
        let shows = client.window.as_ref().and_then(|window| window.show_document.as_ref());
        Self {
            encoding: encoding(client),
            snippets: completion.and_then(|item| item.snippet_support).unwrap_or(false),
            insert_replace: completion.and_then(|item| item.insert_replace_support).unwrap_or(false),
            outline: outline.unwrap_or(false),
            document_changes: changes.unwrap_or(false),
            watches: watches.unwrap_or(false),
            shows: shows.is_some_and(|shows| shows.support),
            refreshes_hints: hints.unwrap_or(false),
            markdown: hover.is_none_or(|formats| formats.contains(&lsp_types::MarkupKind::Markdown)),
        }
    }
}

/// How columns are counted: in bytes where the editor can, for that is what the compiler does.
fn encoding(client: &ClientCapabilities) -> Encoding {
    let kinds = client.general.as_ref().and_then(|general| general.position_encodings.as_ref());
    let offers = |kind: PositionEncodingKind| kinds.is_some_and(|kinds| kinds.contains(&kind));
    if offers(PositionEncodingKind::UTF8) {
        Encoding::Utf8
    } else if !offers(PositionEncodingKind::UTF16) && offers(PositionEncodingKind::UTF32) {
        Encoding::Utf32
    } else {
        Encoding::Utf16
    }
}

/// The type and the legend's number of a class of words.
pub(super) fn token_type(class: Class) -> (u32, SemanticTokenType) {
    let kind = match class {
        Class::Comment => SemanticTokenType::COMMENT,
        Class::Text => SemanticTokenType::STRING,
        Class::Number => SemanticTokenType::NUMBER,
        Class::Keyword => SemanticTokenType::KEYWORD,
        Class::Modal => SemanticTokenType::MODIFIER,
        Class::Verb => SemanticTokenType::FUNCTION,
        Class::Property => SemanticTokenType::PROPERTY,
        Class::Party => SemanticTokenType::CLASS,
        Class::Data => SemanticTokenType::VARIABLE,
        Class::Purpose => SemanticTokenType::EVENT,
        Class::Declaration => SemanticTokenType::STRUCT,
        Class::Term => SemanticTokenType::TYPE,
        Class::Section => SemanticTokenType::NAMESPACE,
        Class::Finding => SemanticTokenType::DECORATOR,
        Class::Value => SemanticTokenType::ENUM_MEMBER,
    };
    let number = Class::ALL.iter().position(|found| *found == class).unwrap_or(0);
    (u32::try_from(number).unwrap_or(0), kind)
}

/// What the server can do.
pub(super) fn answer(abilities: Abilities) -> InitializeResult {
    let kind = match abilities.encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    };
    let progress = WorkDoneProgressOptions::default();
    let triggers = [".", ":", "\"", "/", "("].map(str::to_owned).to_vec();
    let legend = SemanticTokensLegend {
        token_types: Class::ALL.map(|class| token_type(class).1).to_vec(),
        token_modifiers: vec![SemanticTokenModifier::DECLARATION],
    };
    let folders = WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(OneOf::Left(true)),
    };
    let capabilities = ServerCapabilities {
        position_encoding: Some(kind),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(lsp_types::TextDocumentSyncSaveOptions::Supported(true)),
            ..TextDocumentSyncOptions::default()
        })),
        completion_provider: Some(CompletionOptions {
            resolve_provider: Some(true),
            trigger_characters: Some(triggers),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: progress,
        })),
        semantic_tokens_provider: Some(SemanticTokensServerCapabilities::SemanticTokensOptions(
            SemanticTokensOptions {
                work_done_progress_options: progress,
                legend,
                range: Some(true),
                full: Some(SemanticTokensFullOptions::Bool(true)),
            },
        )),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, FIX_ALL]),
            ..CodeActionOptions::default()
        })),
        inlay_hint_provider: Some(OneOf::Left(true)),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: progress,
        }),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: vec![PREVIEW.to_owned()],
            work_done_progress_options: progress,
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(folders),
            file_operations: None,
        }),
        ..ServerCapabilities::default()
    };
    let info = ServerInfo { name: "candor".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) };
    InitializeResult { capabilities, server_info: Some(info) }
}

; Prose is Markdown; the text of a note is not.
((prose text: (passage (passage_line) @injection.content))
  (#set! injection.language "markdown")
  (#set! injection.combined))

((prose text: (string (string_text) @injection.content))
  (#set! injection.language "markdown"))

((comment) @injection.content
  (#set! injection.language "comment"))

; A name is declared once and known in the whole file.
(source_file) @local.scope

(noun id: (identifier) @local.definition.type)
(entry name: (identifier) @local.definition.field)
(section id: (identifier) @local.definition.namespace)

(term (path) @local.reference)
(subject (path) @local.reference)
(ground (path) @local.reference)
(test (path) @local.reference)

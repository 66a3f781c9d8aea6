; The declarations of a file, and where they are used.
(noun id: (identifier) @name) @definition.type
(section id: (identifier) @name) @definition.module
(entry name: (identifier) @name kinds: (kinds)) @definition.field
(entry name: (identifier) @name value: (list (term kinds: (kinds)))) @definition.field

(term (path) @name) @reference.type
(subject (path) @name) @reference.type

(noun id: (identifier) @name) @definition.type
(section id: (identifier) @name) @definition.module

(term (path) @name) @reference.type
(subject (path) @name) @reference.type

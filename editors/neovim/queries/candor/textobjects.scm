; For nvim-treesitter-textobjects: a declaration is a class, a sentence a function, a clause a
; statement, a member of a list a parameter.
(noun) @class.outer
(noun body: (noun_body) @class.inner)
(section) @block.outer
(section body: (section_body) @block.inner)
(approval) @block.outer
(approval body: (approval_body) @block.inner)

(sentence) @function.outer
(sentence body: (sentence_body) @function.inner)
(promise) @function.outer
(promise body: (sentence_body) @function.inner)

(condition) @conditional.outer
(listing) @statement.outer

(list (term) @parameter.inner @parameter.outer)
(number) @number.inner
(comment) @comment.outer

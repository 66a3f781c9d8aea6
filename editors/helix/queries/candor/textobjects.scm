; A declaration is a class, a sentence a function, an item or a property an entry.
(noun) @class.around
(noun body: (noun_body) @class.inside)
(section) @class.around
(section body: (section_body) @class.inside)
(approval) @class.around
(approval body: (approval_body) @class.inside)

(sentence) @function.around
(sentence (predicate) @function.inside)
(promise) @function.around
(promise (predicate) @function.inside)

(entry) @entry.around
(entry value: (list) @entry.inside)

(list (term) @parameter.inside @parameter.around)

(comment) @comment.inside
(comment)+ @comment.around

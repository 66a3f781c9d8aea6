(noun_body "}" @end) @indent
(section_body "}" @end) @indent
(sentence_body "}" @end) @indent
(approval_body "}" @end) @indent
(group ")" @end) @indent

[
  (noun_body)
  (section_body)
  (sentence_body)
  (approval_body)
  (group)
] @indent.begin

["}" ")"] @indent.branch @indent.end

(passage) @indent.auto
(comment) @indent.auto
(ERROR) @indent.auto

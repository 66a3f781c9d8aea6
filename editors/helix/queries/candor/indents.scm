[
  (noun_body)
  (section_body)
  (sentence_body)
  (approval_body)
  (group)
] @indent

["}" ")"] @outdent

[
  (noun_body)
  (section_body)
  (sentence_body)
  (group)
] @indent

["}" ")"] @outdent

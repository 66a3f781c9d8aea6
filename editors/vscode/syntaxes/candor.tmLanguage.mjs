export const grammar = () => ({});

-- Read by Neovim 0.11 and newer: `vim.lsp.enable("candor")`.
return {
  cmd = { "candor", "lsp" },
  filetypes = { "candor" },
  root_markers = { "candor.yaml", ".git" },
}

vim.bo.commentstring = "// %s"
vim.bo.comments = "://"
-- Names have hyphens.
vim.opt_local.iskeyword:append("-")
vim.bo.expandtab = true
vim.bo.shiftwidth = 4
vim.bo.softtabstop = 4
vim.bo.suffixesadd = ".candor"

vim.b.undo_ftplugin = (vim.b.undo_ftplugin and vim.b.undo_ftplugin .. " | " or "")
  .. "setlocal commentstring< comments< iskeyword< expandtab< shiftwidth< softtabstop< suffixesadd<"

-- Colours need the parser; without one the file is as plain as before.
if pcall(vim.treesitter.start) then
  vim.b.undo_ftplugin = vim.b.undo_ftplugin .. " | lua pcall(vim.treesitter.stop)"
end

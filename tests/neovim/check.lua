-- What somebody does who writes a policy in Neovim; ends with 0 if all of it worked.

local function finish(message)
  io.stdout:write(message .. "\n")
  vim.cmd(message == "all good" and "qall!" or "cquit!")
end

local function check(what, holds, seen)
  if not holds then
    error(what .. (seen and (": " .. vim.inspect(seen)) or ""), 0)
  end
  io.stdout:write("ok " .. what .. "\n")
end

local POLICY = [[
policy "Acme Privacy Policy" { language en }
organization acme "Acme" { email "privacy@acme.example" }
data contact "contact information" : contact {
    email "email address" : contact.email
}
purpose orders "send you what you ordered" : service.fulfilment
we collect contact for ordrs
]]

local function write(name, text)
  local file = assert(io.open(name, "w"))
  file:write(text)
  file:close()
end

local client, buffer

local function request(method, line, column, more)
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    position = line and { line = line, character = column } or nil,
  }
  for key, value in pairs(more or {}) do
    params[key] = value
  end
  local answers = assert(vim.lsp.buf_request_sync(buffer, method, params, 20000), method .. ": no answer")
  local _, answer = next(answers)
  assert(answer, method .. ": no answer")
  assert(not answer.err, vim.inspect(answer.err))
  return answer.result
end

local function findings()
  local found = {}
  for _, finding in ipairs(vim.diagnostic.get(buffer)) do
    found[finding.code or ""] = finding
  end
  return found
end

--- Waits until what is found is as it should be.
local function until_found(what, holds)
  local good = vim.wait(20000, function()
    return holds(findings())
  end, 20)
  check(what, good, good or vim.diagnostic.get(buffer))
end

local function try()
  write("acme.candor", POLICY)
  vim.cmd("edit acme.candor")
  buffer = vim.api.nvim_get_current_buf()
  check("the file is known as Candor", vim.bo.filetype == "candor", vim.bo.filetype)
  check("lines are commented with //", vim.bo.commentstring == "// %s", vim.bo.commentstring)

  client = vim.lsp.start_client({ name = "candor", cmd = { vim.env.CANDOR, "lsp" }, root_dir = vim.env.FOLDER })
  assert(client and vim.lsp.buf_attach_client(buffer, client))

  until_found("a name that is not declared is found", function(found)
    local finding = found["unknown-name"]
    return finding and finding.message:find("did you mean `orders`", 1, true) and finding.lnum == 6
  end)

  -- Typing, as a person does: the word is put right, and a sentence goes on.
  vim.api.nvim_buf_set_text(buffer, 6, 23, 6, 28, { "orders" })
  until_found("a mistake that is mended is gone", function(found)
    return not found["unknown-name"]
  end)

  vim.api.nvim_buf_set_lines(buffer, 7, 7, true, { "we share con" })
  local labels = {}
  local completion = request("textDocument/completion", 7, 12)
  for _, item in ipairs(completion.items or completion) do
    labels[item.label] = true
  end
  check("completion knows what is declared", labels["contact"], vim.tbl_keys(labels))
  vim.api.nvim_buf_set_lines(buffer, 7, 8, true, { "we keep contact for 2 years" })

  local hover = request("textDocument/hover", 6, 12)
  check("hover says what a name means", vim.inspect(hover):find("contact information", 1, true), hover)

  local definition = request("textDocument/definition", 6, 12)
  definition = definition[1] or definition
  local range = definition.range or definition.targetSelectionRange
  check("a name leads to its declaration", range.start.line == 2, definition)

  local edit = request("textDocument/rename", 6, 12, { newName = "details" })
  local encoding = vim.lsp.get_client_by_id(client).offset_encoding
  vim.lsp.util.apply_workspace_edit(edit, encoding)
  local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), "\n")
  check("a name is changed everywhere", text:find("we keep details", 1, true) and not text:find("contact for"), text)

  vim.api.nvim_buf_set_lines(buffer, 7, 8, true, { "we   keep   details   for 2 years" })
  local edits = request("textDocument/formatting", nil, nil, { options = { tabSize = 4, insertSpaces = true } })
  vim.lsp.util.apply_text_edits(edits, buffer, encoding)
  local line = vim.api.nvim_buf_get_lines(buffer, 7, 8, true)[1]
  check("the file is laid out in the one style", line == "we keep details for 2 years", line)

  -- Colours, folds and the like come from the tree.
  local parser = vim.treesitter.get_parser(buffer, "candor")
  local tree = parser:parse()[1]:root()
  check("the tree has no errors", not tree:has_error(), tree:sexpr())
  for _, name in ipairs({ "highlights", "folds", "indents", "injections", "locals", "textobjects" }) do
    local path = vim.env.EDITOR_FILES .. "/queries/candor/" .. name .. ".scm"
    local file = assert(io.open(path))
    local source = file:read("*a")
    file:close()
    local query = (vim.treesitter.query.parse or vim.treesitter.parse_query)("candor", source)
    local count = 0
    for _ in query:iter_captures(tree, buffer, 0, -1) do
      count = count + 1
    end
    check("the query for " .. name .. " fits the parser", name ~= "highlights" or count > 20, count)
  end

  -- A policy that breaks in the middle of typing keeps its names.
  vim.api.nvim_buf_set_lines(buffer, 8, 8, true, { "we share details with {", "we " })
  local broken = request("textDocument/hover", 7, 10)
  check("a broken file still knows its names", vim.inspect(broken):find("contact information", 1, true), broken)
end

local worked, why = pcall(try)
if client then
  vim.lsp.stop_client(client)
end
finish(worked and "all good" or ("FAILED: " .. tostring(why)))

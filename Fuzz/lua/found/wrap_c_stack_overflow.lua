-- api
-- A wrapped coroutine that cannot be resumed for lack of C stack: its status is no error, and closing it discards the message.
return { ['GET /'] = function(req, res)
    local function deep() return coroutine.wrap(deep)() end
    local _, message = pcall(deep)
    return { message = tostring(message) }
end }

---@type mock.Route
return {
  GET = function(req)
    return { key = req.params.key, count = mock.state.incr("count") }
  end,
}

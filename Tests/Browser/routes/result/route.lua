return {
    POST = function(req)
        mock.state.set("result", req.json)
        return 204
    end,
    GET = function() return mock.state.get("result") or 404 end,
}

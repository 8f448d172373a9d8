return { GET = function(req) mock.sleep(req.query.ms and req.query.ms .. "ms" or "forever") return { slept = true } end }

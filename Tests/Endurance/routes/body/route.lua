return { POST = function(req) return { size = #req.body } end }

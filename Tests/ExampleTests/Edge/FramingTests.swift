import MockModel
import TestSupport
import Testing

/// How answers are framed, as a client sees it at the socket.
@Suite(.ownThreads) struct FramingTests {
    @Test func `HEAD tells the length that is written, and none when none is known`() throws {
        let mock = try EdgeMock([
            "routes/zip/HEAD.http": "HTTP/1.1 200 OK\nContent-Length: 1024\n\n",
            "routes/odd/HEAD.http": "HTTP/1.1 200 OK\nContent-Length: many\n\n",
            "routes/lua/route.lua":
                "return { HEAD = function() return 200, nil, { [\"Content-Length\"] = \"77\" } end }",
            "routes/get/GET.json": "{\"a\":1}",
            "routes/same/GET.http": "HTTP/1.1 304 Not Modified\nContent-Length: 12\n\n",
            "routes/none/GET.http": "HTTP/1.1 204 No Content\nContent-Length: 12\n\n",
        ])
        #expect(try mock.answer("HEAD", "/zip")["content-length"] == "1024")
        #expect(try mock.answer("HEAD", "/odd")["content-length"] == nil)
        #expect(try mock.answer("HEAD", "/lua")["content-length"] == "77")
        #expect(try mock.answer("HEAD", "/get")["content-length"] == "7")
        #expect(try mock.answer("HEAD", "/nothing")["content-length"] != nil)
        #expect(try mock.answer("GET", "/same")["content-length"] == "12")
        #expect(try mock.answer("GET", "/none")["content-length"] == nil)
    }

    @Test func `the length of a HEAD answer passes through a proxy`() throws {
        let upstream = try EdgeMock(["routes/file/HEAD.http": "HTTP/1.1 200 OK\nContent-Length: 12345\n\n"])
        let mock = try EdgeMock(
            [
                "routes/pass/route.lua":
                    "return { HEAD = function(req) return mock.proxy(req, \"http://127.0.0.1:\(upstream.server.port)\") end }"
            ], ["--no-watch", "--upstream", "http://127.0.0.1:\(upstream.server.port)", "--unmatched", "proxy"])
        #expect(try mock.answer("HEAD", "/file")["content-length"] == "12345")
        #expect(try mock.answer("HEAD", "/pass").status == 404)
    }

    @Test(arguments: ["example", "lua", "stream"])
    func `Connection close ends the connection`(route: String) throws {
        let mock = try EdgeMock([
            "routes/example/GET.http": "HTTP/1.1 200 OK\nConnection: close\nContent-Type: text/plain\n\nbye",
            "routes/lua/route.lua":
                "return { GET = function(req, res) res.headers.Connection = \"close\" return \"bye\" end }",
            "routes/stream/route.lua": """
            return { GET = function(req, res)
              local r = mock.stream("text/plain", function(s) s:write("bye") end)
              r.headers.Connection = "Keep-Alive, Close"
              return r
            end }
            """,
        ])
        let client = try mock.client("GET /\(route) HTTP/1.1\r\nHost: a\r\n\r\n")
        let end = client.readToEnd()
        let text = String(decoding: end.bytes, as: UTF8.self)
        #expect(text.contains("Connection: close\r\n"))
        #expect(text.contains("bye"))
        #expect(end.ending == .closed)
    }

    @Test func `205 has a length of zero and no body`() throws {
        let mock = try EdgeMock([
            "routes/route.lua": "return { GET = function() return 205, \"text\" end }"
        ])
        let client = try mock.client("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        let text = String(decoding: client.readToEnd().bytes, as: UTF8.self)
        #expect(text.hasPrefix("HTTP/1.1 205 "))
        #expect(text.contains("Content-Length: 0\r\n"))
        #expect(text.hasSuffix("\r\n\r\n"))
    }

    @Test(arguments: [100, 101, 102, 103, 199])
    func `a status below 200 from code is an error with its place`(status: Int) throws {
        let mock = try EdgeMock([
            "routes/route.lua": """
            return {
              GET = function() return \(status) end,
              PUT = function(req, res) res.status = \(status) end,
              POST = function() mock.halt(\(status)) end,
            }
            """
        ])
        for (method, line) in [("GET", 2), ("PUT", 3), ("POST", 4)] {
            let answer = try mock.answer(method, "/")
            #expect(answer.status == 500)
            #expect(answer.text.contains("a status is a whole number from 200 to 999, not \(status)"))
            #expect(answer.text.contains("routes/route.lua:\(line)"))
        }
    }

    @Test func `early hints come before the answer, from an example and from code`() throws {
        let mock = try EdgeMock([
            "routes/example/GET.http": """
            # @early-hints Link: </a.css>; rel=preload
            # @early-hints X-Hint: 1
            HTTP/1.1 200 OK
            Content-Type: text/plain

            done
            """,
            "routes/lua/route.lua": """
            return { GET = function(req, res)
              res:early_hints { Link = { "</a.css>", "</b.css>" } }
              mock.sleep("10ms")
              return "done"
            end }
            """,
        ])
        for (route, links) in [("example", ["</a.css>; rel=preload"]), ("lua", ["</a.css>", "</b.css>"])] {
            let client = try mock.client("GET /\(route) HTTP/1.1\r\nHost: a\r\n\r\n")
            let hints = client.readResponse()
            #expect(hints?.status == 103)
            #expect(hints?.headers.filter { $0[0] == "Link" }.map { $0[1] } == links)
            let final = client.readResponse()
            #expect(final?.status == 200)
            #expect(final?.text.hasPrefix("done") == true)
            #expect(final?["link"] == nil)
            let old = try mock.client("GET /\(route) HTTP/1.0\r\n\r\n")
            #expect(old.readResponse()?.status == 200, "HTTP/1.0 knows no interim answers")
        }
    }

    @Test func `early hints are refused once the answer has begun, without a field, and without end`() throws {
        let mock = try EdgeMock([
            "routes/route.lua": """
            return {
              GET = function(req, res)
                return mock.stream("text/plain", function(s)
                  local ok, why = pcall(function() res:early_hints { Link = "x" } end)
                  s:write(tostring(why))
                end)
              end,
              PUT = function(req, res) res:early_hints {} end,
              POST = function(req, res) while true do res:early_hints { Link = "x" } end end,
            }
            """
        ])
        let client = try mock.client("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(String(decoding: client.readToEnd().bytes, as: UTF8.self).contains("only works in a handler"))
        #expect(try mock.answer("PUT", "/").text.contains("has no field"))
        let busy = try mock.client("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        let text = String(decoding: busy.readToEnd().bytes, as: UTF8.self)
        #expect(text.contains("a call may send 16 early hints"))
    }
}

// Written by scripts/update-templates from examples/movies; edit that.
// swift-format-ignore-file
extension ProjectTemplate {
    static let movies = ProjectTemplate(
        name: "movies",
        files: [
            .init(
                path: "data/movies.json",
                text: ##"""
                    [
                      { "id": 1, "title": "Alien",        "year": 1979, "genre": "horror", "rating": 8.5 },
                      { "id": 2, "title": "Aliens",       "year": 1986, "genre": "action", "rating": 8.4 },
                      { "id": 3, "title": "Arrival",      "year": 2016, "genre": "drama",  "rating": 7.9 },
                      { "id": 4, "title": "Brazil",       "year": 1985, "genre": "comedy", "rating": 7.8 },
                      { "id": 5, "title": "Contact",      "year": 1997, "genre": "drama",  "rating": 7.5 },
                      { "id": 6, "title": "Dark City",    "year": 1998, "genre": "drama",  "rating": 7.6 },
                      { "id": 7, "title": "Gattaca",      "year": 1997, "genre": "drama",  "rating": 7.7 }
                    ]

                    """##),
            .init(
                path: "routes/feed/route.lua",
                text: ##"""
                    local movies = mock.collection("movies")

                    ---@type mock.Route
                    return {
                      GET = function(req)
                        return movies:list { sort = "-year", limit = tonumber(req.query.limit) or 3, cursor = req.query.cursor }
                      end,
                    }

                    """##),
            .init(
                path: "routes/movies/route.lua",
                text: ##"""
                    local movies = mock.collection("movies")
                    local SORTS  = { year = true, rating = true, title = true }

                    local function page_link(req, page, rel)
                      return ('<%s?page=%d>; rel="%s"'):format(req.path, page, rel)
                    end

                    ---@type mock.Route
                    return {
                      GET = function(req)
                        local q = req.query
                        local sort = q.sort or "title"
                        if not SORTS[sort:gsub("^-", "")] then
                          return 400, { error = "bad_sort", allowed = mock.array { "title", "year", "rating" } }
                        end

                        local page = movies:list {
                          where    = { genre = q.genre, rating__gte = q.min_rating, title__like = q.q },
                          sort     = sort,
                          page     = tonumber(q.page) or 1,
                          per_page = math.min(tonumber(q.per_page) or 3, 50),
                        }

                        local links = {}
                        if page.prev then table.insert(links, page_link(req, page.prev, "prev")) end
                        if page.next then table.insert(links, page_link(req, page.next, "next")) end
                        return 200, page.items, {
                          ["X-Total-Count"] = tostring(page.total),
                          Link = #links > 0 and table.concat(links, ", ") or nil,
                        }
                      end,

                      ["GET /{id}"] = function(req) return movies:need(req.params.id) end,
                    }

                    """##),
            .init(
                path: "tests/list.test.lua",
                text: ##"""
                    describe("movies", function()
                      it("pages with links", function(api)
                        api:get("/movies"):expect(200, any.length(3), { ["X-Total-Count"] = "7", Link = any.matching "page=2" })
                        api:get("/movies?page=3"):expect(200, mock.array { { title = "Gattaca" } }, { Link = any.matching 'page=2>; rel="prev"' })
                      end)
                      it("filters and sorts", function(api)
                        local r = api:get("/movies?genre=drama&min_rating=7.6&sort=-rating"):expect(200, any.length(3)).json
                        expect(r[1].title):equals("Arrival")
                        api:get("/movies?q=alien&sort=year"):expect(200, mock.array { { id = 1 }, { id = 2 } })
                      end)
                      it("gives an empty array, not an object", function(api)
                        local r = api:get("/movies?genre=western"):expect(200, any.length(0))
                        expect(r.body):equals("[]")
                      end)
                      it("refuses an unknown sort", function(api)
                        api:get("/movies?sort=colour"):expect(400, { error = "bad_sort" })
                      end)
                      it("walks a cursor to the end", function(api)
                        local seen, cursor = 0, nil
                        repeat
                          local page = api:get("/feed" .. (cursor and "?cursor=" .. cursor or "")):expect(200).json
                          seen, cursor = seen + #page.items, page.next_cursor
                        until not cursor
                        expect(seen):equals(7)
                      end)
                    end)

                    """##),
        ])
}

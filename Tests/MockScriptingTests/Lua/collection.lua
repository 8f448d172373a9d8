local films = mock.collection("films")
local carts = mock.collection("carts", { id = "cart_{n}" })

local function titles(rows)
    local list = mock.array {}
    for i, row in ipairs(rows) do list[i] = row.title end
    return list
end

return {
    ["get finds a record by number or text"] = function(expect)
        expect.same(films:get(1).title, "Alien")
        expect.same(films:get("1").title, "Alien")
        expect.same(films:get(9), nil)
        expect.same(films:get(nil), nil)
        expect.same(films:need("2").title, "Brazil")
    end,
    ["insert gives an id"] = function(expect)
        expect.same(films:insert { title = "Eden" }.id, 5)
        expect.same(carts:insert({}).id, "cart_1")
        expect.same(carts:insert({ id = "cart_9" }).id, "cart_9")
        expect.same(carts:insert({}).id, "cart_10")
        local plain = mock.collection("plain")
        expect.same(plain:insert({}).id, 1)
        plain:insert { id = "x" }
        expect.same(#plain:insert({}).id, 36)
        local keyed = mock.collection("keyed", { id = "uuid", key = "code" })
        expect.same(#keyed:insert({ a = 1 }).code, 36)
    end,
    ["insert refuses an id that is taken"] = function(expect)
        expect.fails("collection 'films' already has a record with id 1", films.insert, films, { id = 1 })
        expect.fails("the record of films:insert must be a table, not text", films.insert, films, "x")
        expect.fails("call it with a colon", films.insert, { id = 1 })
    end,
    ["update merges as RFC 7396 says"] = function(expect)
        films:update(1, { year = mock.null, crew = { writer = "O'Bannon" }, tags = { "alien" } })
        expect.same(films:get(1), mock.json.decode(
            '{"id":1,"title":"Alien","crew":{"director":"Scott","writer":"O\'Bannon"},"tags":["alien"]}'))
        films:update(1, mock.json.decode '{"crew":{"director":null}}')
        expect.same(films:get(1).crew, { writer = "O'Bannon" })
        expect.same(films:update(99, {}), nil)
    end,
    ["update takes a function"] = function(expect)
        expect.same(films:update(2, function(f) f.year = f.year + 1 end).year, 1986)
        expect.same(films:update(2, function() return { id = 2, title = "New" } end), { id = 2, title = "New" })
        expect.fails("films:update: the id of a record cannot change", films.update, films, 2, { id = 5 })
        expect.same(films:update(2, { id = "2" }).id, 2)
        expect.fails("cannot wait inside films:update", films.update, films, 2, function() mock.sleep("1s") end)
    end,
    ["replace and delete"] = function(expect)
        expect.same(films:replace("3", { title = "C" }), { title = "C", id = 3 })
        expect.same(films:replace(99, {}), nil)
        expect.same(films:delete("3").title, "C")
        expect.same(films:delete(3), nil)
        expect.same(films:count(), 3)
        films:clear()
        expect.same(films:all(), mock.array {})
        expect.same(films:count(), 0)
    end,
    ["operators select"] = function(expect)
        local function found(where) return titles(films:all(where)) end
        expect.same(found { year__gte = 1985 }, { "Brazil", "Contact" })
        expect.same(found { year__gte = "1985", year__lt = "1990" }, { "Brazil" })
        expect.same(found { year__gt = 1985, year__lte = 1997 }, { "Contact" })
        expect.same(found { title__like = "L" }, { "Alien", "Brazil" })
        expect.same(found { title__starts = "D" }, { "Dune" })
        expect.same(found { title__ends = "l" }, { "Brazil" })
        expect.same(found { title__in = { "Dune", "Alien" } }, { "Alien", "Dune" })
        expect.same(found { id__in = "1,3" }, { "Alien", "Contact" })
        expect.same(found { id__ne = 1 }, { "Brazil", "Contact", "Dune" })
        expect.same(found { seen = "true" }, { "Brazil" })
        expect.same(found { seen__exists = true }, { "Brazil", "Contact" })
        expect.same(found { seen__exists = "false" }, { "Alien", "Dune" })
        expect.same(found { ["crew.director"] = "Lynch" }, { "Dune" })
        expect.same(found { note = mock.null, id = 3 }, { "Contact" })
        expect.same(found { genre = nil }, { "Alien", "Brazil", "Contact", "Dune" })
        expect.same(found(function(row) return row.id > 3 end), { "Dune" })
        expect.same(films:find { year = 1984 }.title, "Dune")
        expect.same(films:count { year__lt = 1980 }, 1)
        expect.fails("films:all has no operator '__gtt'; did you mean '__gt'?", films.all, films, { year__gtt = 1 })
    end,
    ["list sorts, pages and walks"] = function(expect)
        expect.same(titles(films:list({ sort = "-year" }).items), { "Contact", "Brazil", "Dune", "Alien" })
        expect.same(titles(films:list({ sort = "seen,-id" }).items), { "Contact", "Brazil", "Dune", "Alien" })
        local page = films:list { sort = "title", page = 2, per_page = 3 }
        expect.same(titles(page.items), { "Dune" })
        page.items = nil
        expect.same(page, { total = 4, page = 2, per_page = 3, pages = 2, prev = 1 })
        expect.same(films:list({ page = 9, per_page = 2 }).items, mock.array {})
        local first = films:list { limit = 3, sort = "-id" }
        expect.same(titles(first.items), { "Dune", "Contact", "Brazil" })
        films:insert { title = "Eden" }
        local second = films:list { limit = 3, sort = "-id", cursor = first.next_cursor }
        expect.same(titles(second.items), { "Alien" })
        expect.same(second.next_cursor, nil)
        expect.fails("cursor and limit do not go with page", films.list, films, { limit = 1, page = 1 })
        expect.fails("films:list has no option 'wher'; did you mean 'where'?", films.list, films, { wher = {} })
    end,
    ["seeds may be given"] = function(expect)
        local rows = mock.collection("rows", { seed = { { id = "a" }, { id = "b" } } })
        expect.same(rows:count(), 2)
        rows:delete("a")
        expect.same(mock.collection("rows", { seed = { { id = "a" } } }):count(), 1)
        expect.fails('mock.collection: the id "x" is neither', mock.collection, "x", { id = "x" })
        expect.fails("mock.collection has no option 'seeds'; did you mean 'seed'?", mock.collection, "x", { seeds = {} })
    end,
    ["an unknown method is named"] = function(expect)
        expect.fails("the collection 'films' has no 'fnd'; did you mean 'find'?", function() films:fnd() end)
        expect.fails("a collection has no fields", function() films.x = 1 end)
    end,
}

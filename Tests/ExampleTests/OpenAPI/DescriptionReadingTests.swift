import MockEngine
import MockModel
import MockSources
import TestSupport
import Testing

/// Behaviours 1 to 10 of an API description: loading and references.
@Suite struct DescriptionReadingTests {
    private static let pet = """
        openapi: 3.0.3
        info: {title: Pets, version: '1'}
        paths:
          /pets: {$ref: './paths/pets.yaml'}
        """

    @Test func `1: a reference is resolved from the file that holds it, and JSON and YAML mix`() throws {
        let mock = try DescribedMock(
            Self.pet,
            [
                "paths/pets.yaml":
                    "get:\n  responses:\n    '200':\n      description: d\n      content:\n        application/json:\n"
                    + "          schema: {$ref: '../models/a.yaml#/Pet'}\n",
                "models/a.yaml":
                    "Pet:\n  type: object\n  required: [size]\n  properties:\n    size: {$ref: '../b.json#/sizes/Size'}\n",
                "b.json": #"{"sizes":{"Size":{"type":"string","enum":["tiny"]}}}"#,
            ])
        #expect(mock.findings == [])
        #expect(mock.value("/pets") == ["size": "tiny"])
    }

    @Test func `2: a reference to another machine is one line, with its pointer and the host`() throws {
        let mock = try DescribedMock(
            paths: """
                  /a:
                    get:
                      responses:
                        '200': {description: d, content: {application/json: {schema: {$ref: 'https://x.test/a.yaml#/A'}}}}
                  /b:
                    get: {responses: {'200': {description: d, content: {text/plain: {example: fine}}}}}
                """)
        #expect(
            mock.findings == [
                "error openapi.yaml:8 /paths/~1a/get/responses/200/content/application~1json/schema "
                    + "\"https://x.test/a.yaml#/A\" lies on https://x.test, and nothing is fetched"
            ])
        #expect(mock.answer("GET", "/b").text == "fine")
    }

    @Test func `3: operations beside a reference are added, and win over those of its file with a warning`() throws {
        let mock = try DescribedMock(
            """
            openapi: 3.0.3
            info: {title: Pets, version: '1'}
            paths:
              /pets:
                $ref: './pets.yaml'
                post: {responses: {'201': {description: d}}}
                get: {responses: {'200': {description: d, content: {text/plain: {example: here}}}}}
            """,
            [
                "pets.yaml":
                    "get: {responses: {'200': {description: d}}}\ndelete: {responses: {'204': {description: d}}}\n"
            ])
        #expect(mock.answer("GET", "/pets").text == "here")
        #expect(mock.answer("POST", "/pets").status == 201)
        #expect(mock.answer("DELETE", "/pets").status == 204)
        #expect(mock.findings.count == 1)
        #expect(mock.findings.first?.hasPrefix("warning openapi.yaml:7 /paths/~1pets/get GET stands here") == true)
    }

    @Test(arguments: [("3.0.3", 8), ("3.1.0", 3)])
    func `4: keywords beside a reference count from version 3,1 on`(_ version: String, _ length: Int) throws {
        let mock = try DescribedMock(
            paths: "  /a: {get: {responses: {'200': {description: d, content: {application/json: {schema: "
                + "{$ref: '#/components/schemas/Id', maxLength: 3}}}}}}}",
            "components: {schemas: {Id: {type: string, minLength: 1, maxLength: 8, pattern: '^[a-z]{1,8}$'}}}",
            version: version)
        let text = try #require(mock.value("/a")?.text)
        #expect(text.count <= length)
        let warning = "\"maxLength\" does not count beside $ref before OpenAPI 3.1"
        #expect(mock.compiled.problems.map(\.message) == (version == "3.0.3" ? [warning] : []))
    }

    @Test func `5: pointers with escapes and anchors lead somewhere`() throws {
        let mock = try DescribedMock(
            paths: """
                  /users/{id}:
                    get:
                      responses:
                        '200': {description: d, content: {application/json: {schema: {$anchor: user, const: 7}}}}
                  /twin:
                    get:
                      responses:
                        '200': {$ref: '#/paths/~1users~1%7Bid%7D/get/responses/200'}
                  /anchored:
                    get:
                      responses:
                        '200': {description: d, content: {application/json: {schema: {$ref: '#user'}}}}
                """, version: "3.1.0")
        #expect(mock.answer("GET", "/twin").text == "7")
        #expect(mock.answer("GET", "/anchored").text == "7")
    }

    @Test func `6: an example that is a reference is the value that it leads to, with a warning`() throws {
        let mock = try DescribedMock(
            paths: """
                  /a:
                    get:
                      responses:
                        '200':
                          description: d
                          content: {application/json: {example: {$ref: '#/components/examples/X'}}}
                """, "components: {examples: {X: {value: {name: Oolong}}}}")
        #expect(mock.value("/a") == ["name": "Oolong"])
        #expect(mock.findings.count == 1)
        #expect(mock.findings.first?.contains("an example is a value, not a reference") == true)
    }

    @Test func `7: what may be left out ends a cycle, and a cycle without an end is told and answers 500`() throws {
        let mock = try DescribedMock(
            paths: """
                  /tree: {get: {responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}}}}
                  /chain: {get: {responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}
                """,
            """
            components:
              schemas:
                Tree:
                  type: object
                  properties:
                    name: {type: string}
                    parent: {$ref: '#/components/schemas/Tree'}
                    children: {type: array, items: {$ref: '#/components/schemas/Tree'}}
                A: {type: object, required: [b], properties: {b: {$ref: '#/components/schemas/B'}}}
                B: {type: object, required: [a], properties: {a: {$ref: '#/components/schemas/A'}}}
            """)
        #expect(mock.answer("GET", "/tree").status == 200)
        #expect(mock.value("/tree")?["name"]?.text != nil)
        let chain = mock.answer("GET", "/chain")
        #expect(chain.status == 500)
        #expect(chain.headers["content-type"] == "application/problem+json")
        #expect(chain.text.contains("/components/schemas/A"))
    }

    @Test func `8: YAML words are texts where they are keys, and statuses may be numbers`() throws {
        let mock = try DescribedMock(
            paths: """
                  /a:
                    get:
                      responses:
                        200:
                          description: d
                          content:
                            application/json:
                              example: {on: yes, no: off, date: 2026-01-31, big: 12345678901234567890}
                """)
        #expect(
            mock.answer("GET", "/a").text == #"{"on":"yes","no":"off","date":"2026-01-31","big":12345678901234567890}"#)
    }

    @Test func `9: a document of Swagger 2,0 answers as its twin`() throws {
        let old = try DescribedMock(
            """
            swagger: '2.0'
            info: {title: Tea, version: '1'}
            basePath: /v1
            produces: [application/json]
            paths:
              /teas/{id}:
                get:
                  responses:
                    200: {description: d, schema: {$ref: '#/definitions/Tea'}, headers: {X-Rate: {type: integer, default: 3}}}
                    404: {$ref: '#/responses/Gone'}
              /text: {get: {produces: [text/plain], responses: {200: {description: d, examples: {text/plain: hot}}}}}
            responses: {Gone: {description: gone, schema: {type: object, properties: {code: {type: integer, enum: [4]}}}}}
            definitions: {Tea: {type: object, properties: {id: {type: integer}, kind: {type: string, enum: [green]}}}}
            """, named: "swagger.yaml")
        let new = try DescribedMock(
            """
            openapi: 3.0.3
            info: {title: Tea, version: '1'}
            servers: [{url: /v1}]
            paths:
              /teas/{id}:
                get:
                  responses:
                    '200':
                      description: d
                      content: {application/json: {schema: {$ref: '#/components/schemas/Tea'}}}
                      headers: {X-Rate: {schema: {type: integer, default: 3}}}
                    '404': {$ref: '#/components/responses/Gone'}
              /text: {get: {responses: {'200': {description: d, content: {text/plain: {example: hot}}}}}}
            components:
              responses:
                Gone: {description: gone, content: {application/json: {schema: {type: object, properties: {code: {type: integer, enum: [4]}}}}}}
              schemas: {Tea: {type: object, properties: {id: {type: integer}, kind: {type: string, enum: [green]}}}}
            """)
        #expect(old.findings == [])
        for (target, headers) in [("/v1/teas/7", []), ("/v1/teas/7", [("Prefer", "code=404")]), ("/v1/text", [])] {
            #expect(old.answer("GET", target, headers) == new.answer("GET", target, headers), "\(target)")
            #expect(new.answer("GET", target, headers).status < 500)
        }
        #expect(old.answer("GET", "/v1/teas/7").text == #"{"id":7,"kind":"green"}"#)
        #expect(old.answer("GET", "/v1/teas/7").headers["x-rate"] == "3")
    }

    @Test func `10: each fault is one problem with its place, and the good operations serve`() throws {
        let mock = try DescribedMock(
            paths: """
                  no-slash: {get: {responses: {'200': {description: d}}}}
                  /a: {get: {responses: {'2OO': {description: d}, '201': {description: d}}}}
                  /b: {get: {responses: {'200': {$ref: '#/components/responses/Tae'}}}}
                  /c: {get: {responses: {'200': {description: d, content: {text/plain: {example: fine}}}}}}
                """, "components: {responses: {Tea: {description: d}}}")
        #expect(mock.answer("GET", "/c").text == "fine")
        #expect(mock.answer("GET", "/a").status == 201)
        #expect(
            mock.findings == [
                "error openapi.yaml:7 /paths/~1b/get/responses/200 \"#/components/responses/Tae\" leads to nothing",
                "error openapi.yaml:5 /paths/no-slash the path \"no-slash\" does not begin with a slash; it is not served",
                "error openapi.yaml:6 /paths/~1a/get/responses/2OO \"2OO\" is no status",
            ])
    }
}

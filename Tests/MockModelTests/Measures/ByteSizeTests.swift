import MockModel
import Testing

@Suite("Sizes, rates and faults")
struct ByteSizeTests {
    @Test(
        "a size has a decimal or a binary unit",
        arguments: [
            ("64MB", 64_000_000), ("10kB", 10_000), ("1.5MiB", 1_572_864), ("0", 0), ("7 B", 7), ("2GB", 2_000_000_000),
        ])
    func sizes(text: String, bytes: Int) throws {
        #expect(try ByteSize(parsing: text).bytes == bytes)
    }

    @Test(
        "an error says what was probably meant",
        arguments: [
            ("64", "did you mean \"64B\" or \"64MB\"?"), ("64KB", "did you mean \"64kB\"?"),
            ("64mb", "did you mean \"64MB\"?"),
            ("1M", "did you mean \"1MB\"?"), ("5 bytes", "did you mean \"5B\"?"), ("5 pages", nil), ("big", nil),
            ("9999999999GB", nil),
        ] as [(String, String?)])
    func refuses(text: String, hint: String?) {
        do throws(ValueError) {
            _ = try ByteSize(parsing: text)
            #expect(Bool(false), "was read")
        } catch { #expect(error.hint == hint) }
    }

    @Test("sizes are written in their largest unit")
    func descriptions() {
        #expect(ByteSize(bytes: 64_000_000).description == "64MB")
        #expect(ByteSize(bytes: 1_500).description == "1.5kB")
        #expect(ByteSize(bytes: 0).description == "0B")
    }

    @Test(
        "a rate is a size per second",
        arguments: [("20kB/s", 20_000, "20kB/s"), ("1.5MB/s", 1.5e6, "1.5MB/s"), ("64KiB/s", 65_536, "65.536kB/s")]
            as [(String, Double, String)])
    func rates(text: String, speed: Double, written: String) throws {
        let rate = try Rate(parsing: text)
        #expect(rate.bytesPerSecond == speed)
        #expect(rate.description == written)
    }

    @Test(
        "a wrong rate says what was probably meant",
        arguments: [
            ("20kB", "did you mean \"20kB/s\"?"), ("20", "did you mean \"20kB/s\"?"),
            ("20KB/s", "did you mean \"20kB/s\"?"),
            ("5mbps", "did you mean \"5MB/s\"?"), ("fast", nil), ("0B/s", nil),
        ] as [(String, String?)])
    func wrongRates(text: String, hint: String?) {
        do throws(ValueError) {
            _ = try Rate(parsing: text)
            #expect(Bool(false), "was read")
        } catch { #expect(error.hint == hint) }
    }

    @Test("a fault is read by its name, a wrong one is guessed")
    func faults() throws {
        for kind in Fault.Kind.allCases { #expect(try Fault(parsing: kind.rawValue) == Fault(kind)) }
        do throws(ValueError) {
            _ = try Fault(parsing: "trunkate")
            #expect(Bool(false), "was read")
        } catch {
            #expect(error.hint == "did you mean \"truncate\"?")
            #expect(
                error.message
                    == "\"trunkate\" is no fault: there are empty, close, reset, hang, truncate, garbage, malformed, slow"
            )
        }
        #expect(Fault(.reset, after: 100).description == "reset after 100 bytes")
        #expect(Fault(.slow, rate: Rate(bytesPerSecond: 20_000)).description == "slow at 20kB/s")
    }
}

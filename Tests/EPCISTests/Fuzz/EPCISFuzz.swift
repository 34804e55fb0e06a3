import EPCIS

/// What must hold for any bytes at all; a fuzzer calls it, and the tests replay what one found.
enum EPCISFuzz {
    struct Broken: Error {
        let law: String
    }

    /// Reads `bytes` as a document and as an identifier. Whatever is accepted must come back the same.
    static func run(_ bytes: [UInt8]) throws {
        try readAsJSON(bytes)
        try readAsDocument(bytes)
        try seal(bytes)
        try readAsIdentifier(bytes)
    }

    private static func readAsJSON(_ bytes: [UInt8]) throws {
        guard let value = try? JSONValue(parsing: bytes) else { return }
        guard try JSONValue(parsing: JSONWriter.write(value)) == value else {
            throw Broken(law: "a value that is written reads the same")
        }
    }

    private static func readAsDocument(_ bytes: [UInt8]) throws {
        let limits = EPCISReadingOptions(
            json: JSONLimits(bytesMax: 1 << 20, depthMax: 32), eventsMax: 100, violationsMax: 10)
        let document: EPCISDocument
        do {
            document = try EPCISDocument(json: bytes, options: limits)
        } catch {
            if error.violations.isEmpty { throw Broken(law: "a refusal has a reason") }
            return
        }
        let again = try EPCISDocument(json: document.json(), options: limits)
        guard again == document else {
            throw Broken(law: "a document that is written reads the same")
        }
        for (event, copy) in zip(document.events, again.events)
        where EventHash.id(of: event) != EventHash.id(of: copy) {
            throw Broken(law: "equal events have equal hashes")
        }
    }

    private static func seal(_ bytes: [UInt8]) throws {
        let ruleNames = ["https://daftar.tj/voc/plot"]
        guard let plan = try? SealingPlan(bytes, ruleNames: ruleNames), let salt = salt else {
            return
        }
        let sealed = plan.sealed(with: plan.fields.map { _ in salt })
        guard (try? SealingPlan(sealed, .signed, ruleNames: ruleNames)) != nil else {
            throw Broken(law: "what is sealed may be signed")
        }
        // What is sealed may itself be what is unsound, so the reverse does not hold.
        let before = try? EPCISDocument(json: bytes)
        guard before == nil || (try? EPCISDocument(json: sealed)) != nil else {
            throw Broken(law: "a sound document is sound when it is sealed")
        }
        guard before?.form == .bareEvent else { return }
        let opened = try StoredEvent(bytes: sealed)
            .opened(with: plan.fields.map { $0.opening(salt: salt) })
        guard try JSONValue(parsing: opened) == JSONValue(parsing: bytes) else {
            throw Broken(law: "openings give back what was sealed")
        }
    }

    private static let salt = FieldSalt(bytes: Array(repeating: 7, count: FieldSalt.byteCount))

    private static func readAsIdentifier(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        _ = EventTime(parsing: text)
        guard let key = try? ObjectKey(parsing: text) else { return }
        guard try ObjectKey(parsing: key.digitalLink()) == key else {
            throw Broken(law: "the Digital Link of a key has that key")
        }
        for length in 6...12 {
            guard let urn = key.urn(companyPrefixLength: length) else { continue }
            // A prefix length that is none of this key's may give no URN; one it gives is the key's.
            guard let read = try? ObjectKey(parsing: urn) else { continue }
            guard read == key else { throw Broken(law: "the URN of a key has that key") }
        }
    }
}

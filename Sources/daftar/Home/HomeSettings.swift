import EPCIS
import LedgerCore
import Node

/// `settings.json` of a home: what `node run` takes where the command line says nothing else, so that
/// a node can be started again by its home alone.
///
/// Spec: Docs/Operations.md §3.
struct HomeSettings: Hashable, Sendable {
    var host: String?
    var port: Int?
    var peerHost: String?
    var peerPort: Int?
    /// Nodes without a vote that may follow this one.
    var observers: Int?
    /// Which validator of a demo chain the node is.
    var validator: String?
    var publicURL: String?
    /// Other hosts whose codes lead to pages of this ledger.
    var labelHosts: [String] = []
    /// Contents of the last so many days stay at hand; older ones are archived.
    var keepDays: Int?
    /// Contents of the last so many blocks stay at hand.
    var keepBlocks: Int?
    /// Whether the node may take over the state of its peers: auto, snapshot or blocks.
    var join: NodeJoining.Way?

    private static let names = [
        "host", "port", "peerHost", "peerPort", "observers", "validator", "publicURL", "labelHosts",
        "keepDays", "keepBlocks", "join",
    ]

    static let keepDaysMax = 36_500
    static let keepBlocksMax = 1_000_000_000

    /// Empty where a home has none.
    ///
    /// - Throws: ``CommandFailure`` for a file that says anything else than settings.
    static func read(_ home: NodeHome) throws -> HomeSettings {
        var settings = HomeSettings()
        guard Files.exists(home.settingsFile) else { return settings }
        let bytes = try Files.read(home.settingsFile, bytesMax: 1 << 16)
        guard let object = (try? JSONValue(parsing: bytes))?.object else {
            throw CommandFailure.refused("\(home.settingsFile) is no JSON object.")
        }
        if let unknown = object.members.first(where: { !names.contains($0.name) }) {
            throw CommandFailure.refused(
                "\(home.settingsFile) has a setting “\(unknown.name)”, which there is not.",
                advice: "There are " + names.joined(separator: ", ") + ".")
        }
        func text(_ name: String) throws -> String? {
            guard let value = object[name] else { return nil }
            guard let text = value.string else { throw wrong(name, "a text", home) }
            return text
        }
        func texts(_ name: String) throws -> [String] {
            guard let value = object[name] else { return [] }
            let texts = value.array?.compactMap(\.string)
            guard let texts, texts.count == value.array?.count else {
                throw wrong(name, "a list of texts", home)
            }
            return texts
        }
        func number(_ name: String, _ range: ClosedRange<Int> = 0...65_535) throws -> Int? {
            guard object[name] != nil else { return nil }
            guard let number = JSONValue.object(object).integer(name), range.contains(number)
            else {
                throw wrong(
                    name, "a whole number from \(range.lowerBound) to \(range.upperBound)", home)
            }
            return number
        }
        settings.host = try text("host")
        settings.port = try number("port")
        settings.peerHost = try text("peerHost")
        settings.peerPort = try number("peerPort")
        settings.observers = try number("observers")
        settings.validator = try text("validator")
        settings.publicURL = try text("publicURL")
        settings.labelHosts = try texts("labelHosts")
        settings.keepDays = try number("keepDays", 1...keepDaysMax)
        settings.keepBlocks = try number("keepBlocks", 1...keepBlocksMax)
        if let join = try text("join") {
            guard let way = NodeJoining.Way(rawValue: join) else {
                throw wrong("join", "auto, snapshot or blocks", home)
            }
            settings.join = way
        }
        return settings
    }

    func write(to home: NodeHome) throws {
        let value = JSONValue.members([
            "host": host.map(JSONValue.string), "port": port.map { .integer($0) },
            "peerHost": peerHost.map(JSONValue.string), "peerPort": peerPort.map { .integer($0) },
            "observers": observers.map { .integer($0) },
            "validator": validator.map(JSONValue.string),
            "publicURL": publicURL.map(JSONValue.string),
            "labelHosts": labelHosts.isEmpty ? nil : .array(labelHosts.map(JSONValue.string)),
            "keepDays": keepDays.map { .integer($0) },
            "keepBlocks": keepBlocks.map { .integer($0) },
            "join": join.map { .string($0.rawValue) },
        ])
        try Files.write(JSONWriter.write(value) + [0x0A], to: home.settingsFile)
    }

    private static func wrong(
        _ name: String, _ expected: String, _ home: NodeHome
    ) -> CommandFailure {
        .refused("In \(home.settingsFile), “\(name)” is \(expected).")
    }
}

extension NodeHome {
    /// What `node run` takes where the command line says nothing.
    var settingsFile: String { path + "/settings.json" }
}

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

    private static let names = [
        "host", "port", "peerHost", "peerPort", "observers", "validator", "publicURL",
    ]

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
        func number(_ name: String) throws -> Int? {
            guard object[name] != nil else { return nil }
            guard let number = JSONValue.object(object).integer(name), (0...65_535).contains(number)
            else { throw wrong(name, "a whole number from 0 to 65535", home) }
            return number
        }
        settings.host = try text("host")
        settings.port = try number("port")
        settings.peerHost = try text("peerHost")
        settings.peerPort = try number("peerPort")
        settings.observers = try number("observers")
        settings.validator = try text("validator")
        settings.publicURL = try text("publicURL")
        return settings
    }

    func write(to home: NodeHome) throws {
        let value = JSONValue.members([
            "host": host.map(JSONValue.string), "port": port.map { .integer($0) },
            "peerHost": peerHost.map(JSONValue.string), "peerPort": peerPort.map { .integer($0) },
            "observers": observers.map { .integer($0) },
            "validator": validator.map(JSONValue.string),
            "publicURL": publicURL.map(JSONValue.string),
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

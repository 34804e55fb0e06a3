import EPCIS
import HTTPTypes
import LedgerCore

/// What a capture request says outside its body.
///
/// Spec: EPCIS 2.0 §12.6.
struct CaptureHeaders: Hashable, Sendable {
    var errorBehaviour: Interpretation.ErrorBehaviour
    /// Prefix to namespace.
    var extensions: [String: String]
    /// 1 to 128 visible ASCII characters.
    var idempotencyKey: String?

    static let version = "2.0.0"
    private static let extensionsMax = 32

    init(_ headers: HTTPFields) throws(Problem) {
        errorBehaviour = try Self.errorBehaviour(headers[.captureErrorBehaviour])
        extensions = try Self.extensions(headers[.gs1Extensions])
        idempotencyKey = headers[.idempotencyKey]
        if let key = idempotencyKey {
            guard (1...128).contains(key.utf8.count),
                key.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
            else {
                throw Problem(
                    "request.malformed", "Idempotency-Key has 1 to 128 visible ASCII characters.")
            }
        }
        for name in [HTTPField.Name.epcisVersion, .cbvVersion] {
            guard let version = headers[name] else { continue }
            guard version == "2.0" || version.hasPrefix("2.0.") else {
                throw Problem(
                    "request.malformed", "\(name.rawName) is \(version); this node reads 2.0.")
            }
        }
    }

    var interpretation: Interpretation {
        Interpretation(
            errorBehaviour: errorBehaviour, epcisVersion: Self.version, extensions: extensions)
    }

    var namespaces: NamespaceMap {
        NamespaceMap(
            extensions.sorted { $0.key < $1.key }.map { (prefix: $0.key, namespace: $0.value) })
    }

    private static func errorBehaviour(_ header: String?) throws(Problem)
        -> Interpretation.ErrorBehaviour
    {
        guard let header else { return .rollback }
        guard let behaviour = Interpretation.ErrorBehaviour(rawValue: header.lowercased()) else {
            throw Problem(
                "request.malformed",
                "GS1-Capture-Error-Behaviour is rollback or proceed, not \(header).")
        }
        return behaviour
    }

    /// `prefix=namespace, prefix=namespace`.
    private static func extensions(_ header: String?) throws(Problem) -> [String: String] {
        var extensions: [String: String] = [:]
        for part in (header ?? "").split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1)
            let prefix = pair.first.map { $0.filter { $0 != " " } } ?? ""
            let namespace = pair.count == 2 ? pair[1].filter { $0 != " " && $0 != "\"" } : ""
            guard !prefix.isEmpty, !namespace.isEmpty, extensions[prefix] == nil,
                extensions.count < extensionsMax
            else {
                throw Problem(
                    "request.malformed",
                    "GS1-Extensions is a list of at most \(extensionsMax) prefix=namespace, each "
                        + "prefix once.")
            }
            extensions[prefix] = namespace
        }
        return extensions
    }
}

/// How the content of a capture is to be read: what the capture request said outside its body.
///
/// Signed, because it changes what the same bytes mean.
///
/// Spec: EPCIS 2.0 §8.1.4 (GS1-Capture-Error-Behaviour, GS1-EPCIS-Version, GS1-Extensions).
package struct Interpretation: Hashable, Sendable {
    /// What becomes of the other events when one is refused.
    package enum ErrorBehaviour: String, Hashable, Sendable, CaseIterable {
        /// None of them counts.
        case rollback
        /// Each counts by itself.
        case proceed
    }

    package let errorBehaviour: ErrorBehaviour
    /// The version of EPCIS that the content follows, such as `2.0.0`.
    package let epcisVersion: String
    /// Namespaces of the extensions by their prefix.
    package let extensions: [String: String]

    package init(
        errorBehaviour: ErrorBehaviour = .rollback,
        epcisVersion: String = "2.0.0",
        extensions: [String: String] = [:]
    ) {
        self.errorBehaviour = errorBehaviour
        self.epcisVersion = epcisVersion
        self.extensions = extensions
    }
}

extension Interpretation: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.text(errorBehaviour.rawValue)
        writer.text(epcisVersion)
        writer.map { map in
            // order-free: the writer sorts the entries of a map.
            for (prefix, namespace) in extensions.sorted(by: { $0.key < $1.key }) {
                map.entry(.text(prefix)) { $0.text(namespace) }
            }
        }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 3)
        let start = reader.offset
        guard let behaviour = ErrorBehaviour(rawValue: try reader.text(max: 16)) else {
            throw CBORError(.invalid("rollback or proceed"), at: start)
        }
        errorBehaviour = behaviour
        epcisVersion = try reader.text(max: 16)
        var extensions: [String: String] = [:]
        var map = try reader.map()
        while true {
            let start = reader.offset
            guard let key = try reader.nextKey(in: &map) else { break }
            guard case .text(let prefix) = key else {
                throw CBORError(.expected("a namespace prefix"), at: start)
            }
            // Two spellings of one character are one key to Swift, though their bytes differ.
            guard extensions.updateValue(try reader.text(), forKey: prefix) == nil else {
                throw CBORError(.duplicateKey, at: start)
            }
        }
        self.extensions = extensions
    }
}

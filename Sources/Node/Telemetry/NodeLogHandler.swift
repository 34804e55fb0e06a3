import Glibc
import Logging

/// Writes log lines to standard error, as text or as one JSON object a line.
struct NodeLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let format: NodeLog.Format

    init(label: String, log: NodeLog) {
        self.label = label
        logLevel = log.level
        format = log.format
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var fields = metadata
        if let more = metadataProvider?.get() { fields.merge(more) { $1 } }
        if let more = event.metadata { fields.merge(more) { $1 } }
        if let error = event.error { fields["error"] = "\(error)" }
        let pairs = fields.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
        let line = LogLine(
            time: UTCText.now(), level: event.level.rawValue, label: label,
            message: event.message.description, fields: pairs)
        // One write a line: lines of several threads do not mix.
        let bytes = Array((format == .json ? line.json : line.text).utf8)
        bytes.withUnsafeBytes { buffer in
            _ = Glibc.write(2, buffer.baseAddress, buffer.count)
        }
    }
}

extension Logger {
    package init(label: String, log: NodeLog) {
        self.init(label: label) { NodeLogHandler(label: $0, log: log) }
    }
}

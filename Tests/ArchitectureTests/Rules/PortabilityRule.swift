/// Names that hold on one machine or one network only.
enum PortabilityRule {
    /// Put together so that this file does not find itself.
    private static let folders = ["wo" + "rk", "ro" + "ot", "opt/" + "swift", "tmp/" + "bash_jobs"]
    private static let hosts = [
        "py" + "pi.org", "files." + "pythonhosted.org", "deb." + "debian.org",
        "archive." + "ubuntu.com", "registry." + "npmjs.org",
    ]

    static func violations(path: String, text: String) -> [Violation] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap {
            number, line in
            let found =
                folders.filter { names(line, folder: $0) }.map { "/\($0)/" }
                + hosts.filter { line.contains($0) }
            return found.map {
                Violation(path: path, line: number + 1, what: "names \($0)")
            }
        }
    }

    /// Whether the line names the folder as the first of an absolute path.
    private static func names(_ line: Substring, folder: String) -> Bool {
        let wanted = "/\(folder)/"
        var rest = line
        while let range = rest.firstRange(of: wanted) {
            let before =
                range.lowerBound == line.startIndex
                ? nil : line[line.index(before: range.lowerBound)]
            if before.map({ !($0.isLetter || $0.isNumber || "._-}".contains($0)) }) ?? true {
                return true
            }
            rest = rest[range.upperBound...]
        }
        return false
    }
}

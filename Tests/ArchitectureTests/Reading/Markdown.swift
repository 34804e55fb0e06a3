/// What a document shows as code: its fenced blocks and the spans between backticks.
enum Markdown {
    static func code(in text: String) -> [String] {
        var spans: [String] = []
        var fenced = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                fenced.toggle()
            } else if fenced {
                spans.append(String(line))
            } else {
                let parts = line.split(separator: "`", omittingEmptySubsequences: false)
                spans += parts.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
            }
        }
        return spans
    }
}

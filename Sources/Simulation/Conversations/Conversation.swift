/// A scenario as a text that people read: commands, and below each what came of it.
///
/// Lines that begin with `#` say what it shows; lines that begin with `>` are commands; the lines after a
/// command are the recording. A conversation that is played gives the same text with fresh recordings, so
/// that a change of behaviour is a difference of two texts.
///
/// Spec: Docs/Spec/Simulation.md §6.
package struct Conversation: Equatable, Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// The same conversation as the code holds it now.
    package func played() -> Conversation {
        let stage = Stage()
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty || line.hasPrefix("#") {
                lines.append(String(line))
            } else if line.hasPrefix(">") {
                lines.append(String(line))
                let words = line.dropFirst().split(separator: " ").map(String.init)
                lines += stage.perform(words).map { "  " + $0 }
            }
        }
        return Conversation(lines.joined(separator: "\n"))
    }

    /// The first line in which the text is not what is played, and what is played in its place.
    package var difference: (line: Int, recorded: String, played: String)? {
        let recorded = text.split(separator: "\n", omittingEmptySubsequences: false)
        let played = played().text.split(separator: "\n", omittingEmptySubsequences: false)
        for index in 0..<max(recorded.count, played.count) {
            let one = index < recorded.count ? recorded[index] : "(the end)"
            let other = index < played.count ? played[index] : "(the end)"
            if one != other { return (index + 1, String(one), String(other)) }
        }
        return nil
    }
}

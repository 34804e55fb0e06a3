import Foundation
import Simulation

/// A directory of conversations.
struct ConversationFolder {
    let path: String

    /// Plays each, and says where one is not what is played.
    ///
    /// - Parameter records: writes what was played instead of complaining.
    func check(records: Bool) -> Bool {
        var isGood = true
        do {
            let files = try FileManager.default.contentsOfDirectory(atPath: path)
                .filter { $0.hasSuffix(".txt") }.sorted()
            for file in files {
                let full = path + "/" + file
                let conversation = Conversation(try String(contentsOfFile: full, encoding: .utf8))
                guard let difference = conversation.difference else { continue }
                if records {
                    try conversation.played().text.write(
                        toFile: full, atomically: true, encoding: .utf8)
                    print("recorded \(file)")
                    continue
                }
                isGood = false
                print("FAILED: \(file), line \(difference.line)")
                print("  recorded: \(difference.recorded)")
                print("  played:   \(difference.played)")
            }
        } catch {
            print("the conversations cannot be read: \(error)")
            return false
        }
        return isGood
    }
}

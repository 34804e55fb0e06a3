import Foundation
import Testing

@testable import Simulation

/// Directed scenarios, which chance meets too rarely: texts that people read, and that must come out as
/// they are recorded. `DAFTAR_RECORD_CONVERSATIONS=1` records them again, and the review is of the difference.
struct ConversationTests {
    private static let records =
        ProcessInfo.processInfo.environment["DAFTAR_RECORD_CONVERSATIONS"] == "1"

    @Test func `every conversation comes out as it is recorded`() throws {
        let files = try TestFiles.texts(in: "Conversations/Recorded")
        #expect(!files.isEmpty)

        for file in files {
            let conversation = Conversation(file.text)
            guard let difference = conversation.difference else { continue }
            if ConversationTests.records {
                try conversation.played().text.write(
                    toFile: file.path, atomically: true, encoding: .utf8)
            } else {
                Issue.record(
                    """
                    \(file.name), line \(difference.line): recorded \(difference.recorded), \
                    played \(difference.played)
                    """)
            }
        }
    }

    @Test func `no script says what cannot be done`() throws {
        for file in try TestFiles.texts(in: "Conversations/Recorded") {
            #expect(!file.text.contains("cannot be followed"), "\(file.name)")
        }
    }

    @Test func `a recording that differs is found, with its line`() {
        let conversation = Conversation("> validators 1\n> show\n  0: height 2\n")

        #expect(conversation.difference?.line == 3)
        #expect(conversation.difference?.recorded == "  0: height 2")
    }

    @Test func `a command that does not exist is told`() {
        #expect(
            Conversation("> dance\n").played().text
                == "> dance\n  the script cannot be followed: no such command: dance\n")
    }
}

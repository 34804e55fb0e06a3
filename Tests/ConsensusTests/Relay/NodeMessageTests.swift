import LedgerCore
import Testing

@testable import Consensus

struct NodeMessageTests {
    private static let transaction = TestChain.transaction(content: [1, 2, 3], sequence: 1)
    private static let messages: [NodeMessage] = [
        .agreement(.blockWanted(Height(3), BlockID(Digest(hashing: [1])))),
        .transactions([transaction]), .held([transaction.id]),
        .wanted([transaction.id, transaction.id]),
        .poolAsked,
    ]

    @Test(arguments: messages) func `a message is read as it was written`(message: NodeMessage)
        throws
    {
        #expect(try NodeMessage(decoding: message.encoded()) == message)
    }

    @Test(arguments: messages)
    func `a message cut off anywhere is refused`(message: NodeMessage) {
        let bytes = message.encoded()

        for count in bytes.indices {
            #expect(throws: CBORError.self) { try NodeMessage(decoding: Array(bytes[..<count])) }
        }
    }

    @Test func `an unknown kind, a wrong count and too many ids are refused`() {
        let id = Self.transaction.id
        let tooMany = NodeMessage.held(Array(repeating: id, count: NodeMessage.itemsMax + 1))

        #expect(throws: CBORError.self) { try NodeMessage(decoding: [0x82, 0x07, 0xF6]) }
        #expect(throws: CBORError.self) { try NodeMessage(decoding: [0x81, 0x05]) }
        #expect(throws: CBORError.self) { try NodeMessage(decoding: tooMany.encoded()) }
    }

    @Test func `messages follow each other without anything between them`() throws {
        var reader = CBORReader(Self.messages.flatMap { $0.encoded() })
        var read: [NodeMessage] = []

        while reader.remaining > 0 { read.append(try NodeMessage(from: &reader)) }

        #expect(read == Self.messages)
    }
}

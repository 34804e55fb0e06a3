import LedgerCore
import Logging
import Testing

@testable import Node

struct NodeJoiningTests {
    @Test func `only a home without blocks takes a snapshot unless told otherwise`() {
        #expect(NodeJoining(way: .auto).gap(hasBlocks: false) == 64)
        #expect(NodeJoining(way: .auto).gap(hasBlocks: true) == nil)
        #expect(NodeJoining(way: .snapshot).gap(hasBlocks: false) == 64)
        #expect(NodeJoining(way: .snapshot).gap(hasBlocks: true) == 10_000)
        #expect(NodeJoining(way: .blocks).gap(hasBlocks: false) == nil)
        #expect(NodeJoining(way: .blocks).gap(hasBlocks: true) == nil)
    }

    @Test func `a home that has nobody to ask is opened as it is`() throws {
        let directory = try TemporaryHome()
        try NodeFounding.found(directory.home, on: try DemoChain.genesis())
        let empty = try TemporaryHome()

        // The only validator of its chain, and a home in which there is no ledger.
        for home in [directory.home, empty.home] {
            let configuration = NodeConfiguration(home: home, log: NodeLog(level: .critical))
            #expect(try JoiningNode(configuration: configuration) == nil)
        }
    }
}

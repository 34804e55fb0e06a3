import Testing

@testable import Storage

struct ThreadedWorkTests {
    @Test func `the outcome is there as often as somebody asks`() throws {
        let work = ThreadedWork { () throws(StorageError) in 6 * 7 }

        #expect(try [work.wait(), work.wait()] == [42, 42])
    }

    @Test func `what fails, fails for who waits`() {
        let work = ThreadedWork<Int> { () throws(StorageError) in throw .diskFull }

        #expect(throws: StorageError.diskFull) { try work.wait() }
    }
}

import Glibc

/// Gives memory back to the system while documents come and go.
///
/// The C library keeps what was freed between the blocks still in use. Measured after 100,000 events in
/// documents of 750 KB: 422 MB resident, of which 232 MB were kept so. Trimming costs some
/// milliseconds, so it waits until enough bytes have gone through.
struct MemoryKeeper {
    /// Octets of contents between two trims.
    private static let bytesBetween = 8 << 20
    /// Octets of contents after which a rest is used for a trim.
    private static let bytesBeforeRest = 256 << 10
    private static let restMilliseconds: Int64 = 1_000
    private var bytesSinceTrim = 0
    /// Counted on over the trims of a busy time: what these found in use is free by the next rest.
    private var bytesSinceRest = 0

    /// To be called before a node starts its threads: the C library is to hold on to little.
    ///
    /// Two heaps in place of eight a core, since what is freed in one is of no use to the others; and
    /// documents in pages of their own, which go back when they are freed, whatever their sizes were. By
    /// default each freed document raises the limit below which they are cut out of a heap.
    static func keepLittle() {
        _ = setting?(arenasMax, 2)
        _ = setting?(ownPagesFrom, 256 << 10)
    }

    /// Spec: mallopt(3), M_ARENA_MAX.
    private static let arenasMax: CInt = -8
    /// Spec: mallopt(3), M_MMAP_THRESHOLD.
    private static let ownPagesFrom: CInt = -3

    /// To be told of each block that was committed.
    ///
    /// - Returns: whether memory was given back now.
    @discardableResult
    mutating func committed(contentBytes: Int) -> Bool {
        bytesSinceTrim += contentBytes
        bytesSinceRest += contentBytes
        guard bytesSinceTrim >= MemoryKeeper.bytesBetween else { return false }
        giveBack()
        return true
    }

    /// How long the ledger's thread has nothing to do before it is a rest; nil where a rest is of no use.
    ///
    /// Without it the last documents of a busy hour would be kept until the next one.
    var millisecondsUntilRest: Int64? {
        bytesSinceRest >= MemoryKeeper.bytesBeforeRest ? MemoryKeeper.restMilliseconds : nil
    }

    /// To be told when the thread had nothing to do.
    ///
    /// - Returns: whether memory was given back now.
    @discardableResult
    mutating func rested() -> Bool {
        guard bytesSinceRest >= MemoryKeeper.bytesBeforeRest else { return false }
        bytesSinceRest = 0
        giveBack()
        return true
    }

    private mutating func giveBack() {
        bytesSinceTrim = 0
        _ = trim?(0)
    }
}

/// Spec: mallopt(3). Nil with a C library that has none.
private let setting: (@Sendable @convention(c) (_ name: CInt, _ value: CInt) -> CInt)? = {
    guard let symbol = dlsym(nil, "mallopt") else { return nil }
    return unsafeBitCast(symbol, to: (@Sendable @convention(c) (CInt, CInt) -> CInt).self)
}()

/// Spec: malloc_trim(3). Nil with a C library that has none; Swift's Glibc module leaves it out.
private let trim: (@Sendable @convention(c) (_ padding: Int) -> CInt)? = {
    guard let symbol = dlsym(nil, "malloc_trim") else { return nil }
    return unsafeBitCast(symbol, to: (@Sendable @convention(c) (Int) -> CInt).self)
}()

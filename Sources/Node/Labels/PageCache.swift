import NIOCore
import Synchronization

/// Rendered pages of one height, bounded; a new block forgets them all.
final class PageCache: Sendable {
    struct Key: Hashable, Sendable {
        var path: String
        var language: Language
        var isHTML: Bool
    }

    struct Page: Sendable {
        var status: Int
        var contentType: String
        var body: ByteBuffer
        var eTag: String
    }

    private struct State {
        var height: UInt64 = 0
        var pages: [Key: Page] = [:]
        var bytes = 0
    }

    private let bytesMax: Int
    private let state = Mutex(State())

    init(bytesMax: Int = 64 << 20) {
        self.bytesMax = bytesMax
    }

    func page(_ key: Key, at height: UInt64) -> Page? {
        state.withLock { state in
            state.height == height ? state.pages[key] : nil
        }
    }

    /// A page that was made while a newer block came is not kept.
    func keep(_ page: Page, for key: Key, at height: UInt64) {
        state.withLock { state in
            guard height >= state.height else { return }
            let size = page.body.readableBytes + key.path.utf8.count
            if height > state.height || state.bytes + size > bytesMax {
                state = State(height: height)
            }
            guard size <= bytesMax else { return }
            state.bytes += size
            state.pages[key] = page
        }
    }
}

import EPCIS
import Foundation
import LedgerCore
import Metrics
import NIOCore
import Query
import Storage

/// Makes the pages of labels, lots and places, and keeps those it has made.
final class LabelPages: Sendable {
    private let index: QueryIndex
    private let store: LedgerStore
    private let engine: LedgerEngine
    private let renderer: PageRenderer
    private let cache = PageCache()
    private let hits: any CounterHandler
    private let misses: any CounterHandler

    init(
        index: QueryIndex, store: LedgerStore, engine: LedgerEngine, renderer: PageRenderer,
        registry: MetricsRegistry
    ) {
        self.index = index
        self.store = store
        self.engine = engine
        self.renderer = renderer
        hits = registry.makeCounter(
            label: MetricNames.pageCache, dimensions: [("result", "hit")])
        misses = registry.makeCounter(
            label: MetricNames.pageCache, dimensions: [("result", "miss")])
    }

    /// The page of a Digital Link path.
    ///
    /// - Throws: for JSON, `gs1.…` and `resource.no_such_label`; for HTML a page says it.
    func page(_ path: String, language: Language, isHTML: Bool) async throws -> PageCache.Page {
        let height = engine.snapshot.projected.rawValue
        let key = PageCache.Key(path: path, language: language, isHTML: isHTML)
        if let page = cache.page(key, at: height) {
            hits.increment(by: 1)
            return page
        }
        misses.increment(by: 1)
        let page = try await make(path, language, isHTML)
        // What is unknown is not kept: strangers may ask for as much of it as they like.
        if page.status == 200 { cache.keep(page, for: key, at: height) }
        return page
    }

    private func make(_ path: String, _ language: Language, _ isHTML: Bool) async throws
        -> PageCache.Page
    {
        let code: LabelCode
        do { code = try LabelCode(path) } catch {
            guard isHTML else { throw error }
            return notice(.malformed, path, error.detail, 400, language)
        }
        if code.key.kind == .location || code.key.kind == .party {
            if let place = try await place(code.key) {
                return try rendered(place, renderer.html(place, in: language), isHTML)
            }
        } else if let label = try await label(code, path) {
            return try rendered(label, renderer.html(label, in: language), isHTML)
        }
        guard isHTML else {
            throw Problem("resource.no_such_label", "The ledger knows nothing of \(path).")
        }
        return notice(.unknown, path, nil, 404, language)
    }

    /// The item where the ledger knows it, else its lot.
    private func label(_ code: LabelCode, _ path: String) async throws -> LabelPage? {
        let keys = [code.key, code.lot].compactMap { $0?.text }
        return try await index.read { [store] query in
            try store.read { ledger in
                for key in keys {
                    if let page = try LabelPage(of: key, code: path, query: query, ledger: ledger) {
                        return page
                    }
                }
                return nil
            }
        }
    }

    private func place(_ key: ObjectKey) async throws -> PlacePage? {
        try await index.read { [store] query in
            try store.read { ledger in
                try PlacePage(of: key, query: query, ledger: ledger)
            }
        }
    }

    private func rendered(_ facts: some Encodable, _ html: String, _ isHTML: Bool) throws
        -> PageCache.Page
    {
        guard !isHTML else { return page(Array(html.utf8), MediaTypes.html, 200) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return page(Array(try encoder.encode(facts)), MediaTypes.json, 200)
    }

    private func notice(
        _ kind: NoticePage.Kind, _ path: String, _ reason: String?, _ status: Int,
        _ language: Language
    ) -> PageCache.Page {
        let html = renderer.html(
            NoticePage(kind: kind, code: path, reason: reason), in: language)
        return page(Array(html.utf8), MediaTypes.html, status)
    }

    private func page(_ bytes: [UInt8], _ type: String, _ status: Int) -> PageCache.Page {
        PageCache.Page(
            status: status, contentType: type, body: ByteBuffer(bytes: bytes),
            eTag: "\"" + Digest(hashing: bytes).hex.prefix(32) + "\"")
    }
}

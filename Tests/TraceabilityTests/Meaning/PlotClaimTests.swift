import EPCIS
import LedgerCore
import Testing
import Traceability

/// What a harvest says of where it grew: Docs/Spec/Rules.md §13.
struct PlotClaimTests {
    private func claim(_ extra: String) throws -> PlotClaim {
        var world = try World()
        let text = EventText.harvest(EventText.lot("A1"), 1, extra: extra)
        let prepared = try world.capture([text], by: "farm")
        guard case .capture(let capture) = prepared.content,
            case .sound(let event, _) = try #require(capture.events.first)
        else { return .none }
        return event.meaning.plots
    }

    @Test func `a plot alone is all of it`() throws {
        let plot = "https://farm.example/plots/7"

        #expect(
            try claim(EventText.grown(on: "\"\(plot)\""))
                == .shares([PlotShare(plot: plot, millionths: PlotShare.whole)]))
    }

    @Test func `shares are read exactly, in the order of the event`() throws {
        let shares = [("urn:x:b", "0.333333"), ("urn:x:a", "0.666667")]

        #expect(
            try claim(EventText.grown(onShares: shares.map { (plot: $0.0, share: $0.1) }))
                == .shares([
                    PlotShare(plot: "urn:x:b", millionths: 333_333),
                    PlotShare(plot: "urn:x:a", millionths: 666_667),
                ]))
    }

    @Test func `no word of it is no claim`() throws {
        #expect(try claim("") == PlotClaim.none)
    }

    @Test func `the same word under two prefixes is no claim that can be read`() throws {
        let twice =
            ",\"@context\":[{\"a\":\"https://daftar.tj/voc/\"},{\"b\":\"https://daftar.tj/voc/\"}],"
            + "\"ilmd\":{\"a:plot\":\"urn:x:a\",\"b:plot\":\"urn:x:b\"}"

        #expect(try claim(twice) == .unreadable(reason: "they are named twice"))
    }

    @Test func `the digest of an event is what it was without plots`() throws {
        let event = { (extra: String) in
            EventText.harvest(EventText.lot("A1"), 1, id: "urn:uuid:1", extra: extra)
        }
        var world = try World()
        let digests = try ["", EventText.grown(on: "\"urn:x:a\"")].map { extra in
            let prepared = try world.capture([event(extra)], by: "farm")
            guard case .capture(let capture) = prepared.content,
                case .sound(let event, _) = capture.events[0]
            else { throw World.NotRefused() }
            return event.meaningDigest
        }

        #expect(digests[0] == digests[1])
    }
}

import GRDB
import LedgerCore
import Storage

/// Transformations whose output to input is far from the works' own, and works that are far from the
/// others.
///
/// Spec: Docs/Spec/Screen.md §2.1.
struct RatioOutlier {
    private let settings: ScreenSettings
    private let selectMember: PreparedStatement
    private var goods: Goods
    private var own: [OwnKey: [Observation]] = [:]
    private var works: [PairKey: [Int64: Works]] = [:]

    private struct OwnKey: Hashable {
        let member: Int64
        let input: String
        let output: String
    }

    private struct PairKey: Hashable {
        let input: String
        let output: String
    }

    private struct Observation {
        let joint: Int64
        let newestEvent: Int64
        let ratio: Int64
    }

    private struct Works {
        var count = 0
        var input: Int128 = 0
        var output: Int128 = 0
        var events: RecentEvents

        var ratio: Int64 { Int64(clamping: output * 1_000_000 / max(input, 1)) }
    }

    init(_ settings: ScreenSettings, in database: Database) throws(StorageError) {
        self.settings = settings
        goods = try Goods(in: database)
        selectMember = try PreparedStatement(
            database,
            """
            SELECT member FROM events WHERE number = ?
            """)
    }

    mutating func take(_ conversion: Conversion) throws(StorageError) {
        guard let unit = conversion.inputs.first?.unit,
            let input = Conversion.sum(conversion.inputs, in: unit),
            input > 0, let kind = try kind(of: conversion.inputs),
            let member = try selectMember.first(
                .integer(conversion.newestEvent), read: { $0.integer(0) })
        else { return }
        var byProduct: [String: Int128] = [:]
        for output in conversion.outputs where output.unit == unit {
            guard let amount = output.amount, let product = try goods.product(of: output.lot)
            else { return }
            byProduct[product, default: 0] += Int128(amount)
        }
        var byKind: [String: Int128] = [:]
        for (product, amount) in byProduct {
            own[OwnKey(member: member, input: kind, output: product), default: []].append(
                Observation(
                    joint: conversion.joint, newestEvent: conversion.newestEvent,
                    ratio: Int64(clamping: amount * 1_000_000 / input)))
            byKind[try goods.kind(of: product), default: 0] += amount
        }
        for (output, amount) in byKind {
            let pair = PairKey(input: kind, output: output)
            var some =
                works[pair]?[member] ?? Works(events: RecentEvents(max: settings.eventsMax))
            some.count += 1
            some.input += input
            some.output += amount
            some.events.add(conversion.newestEvent)
            works[pair, default: [:]][member] = some
        }
    }

    func finish(_ pass: ConversionPass, _ findings: inout Findings) throws(StorageError) {
        for (key, observations) in own {
            try compareWithOwn(key, observations, pass, &findings)
        }
        for (pair, members) in works { compareWithPeers(pair, members, &findings) }
    }

    private func compareWithOwn(
        _ key: OwnKey, _ observations: [Observation], _ pass: ConversionPass,
        _ findings: inout Findings
    ) throws(StorageError) {
        guard observations.count > settings.ratioHistoryMin,
            let spread = Spread(of: observations.map(\.ratio))
        else { return }
        for seen in observations {
            guard let number = number("ratio", seen.ratio, spread),
                let conversion = try pass.conversion(seen.joint)
            else { continue }
            var lots: [Int64] = []
            for output in conversion.outputs
            where try goods.product(of: output.lot) == key.output { lots.append(output.lot) }
            findings.add(
                Finding(
                    code: .ratioOwnHistory, members: [key.member], lots: lots,
                    goods: [key.input, key.output], numbers: [number],
                    events: Array(conversion.events)))
        }
    }

    private func compareWithPeers(
        _ pair: PairKey, _ members: [Int64: Works], _ findings: inout Findings
    ) {
        let known = members.filter { $0.value.count >= settings.ratioPeerHistoryMin }
        for (member, some) in known {
            let others = known.filter { $0.key != member }.map(\.value.ratio)
            guard others.count >= settings.ratioPeersMin, let spread = Spread(of: others),
                let number = number("ratio", some.ratio, spread)
            else { continue }
            findings.add(
                Finding(
                    code: .ratioPeers, members: [member], goods: [pair.input, pair.output],
                    numbers: [number], events: some.events.newest, eventCount: some.events.count))
        }
    }

    /// Nil for a ratio that is not far.
    private func number(_ name: String, _ ratio: Int64, _ spread: Spread) -> AlertNumber? {
        let reach = spread.reach(
            perMille: settings.deviationPerMille, leastPerMille: settings.ratioDifferencePerMille)
        guard Spread.distance(ratio, spread.median) > reach else { return nil }
        let bound =
            ratio > spread.median
            ? Int64(clamping: Int128(spread.median) + Int128(reach)) : spread.median - reach
        return AlertNumber(name, ratio, beyond: bound, usual: spread.median, .perMillion)
    }

    /// The one kind of all inputs; nil where there are several or none.
    private mutating func kind(of inputs: [Conversion.End]) throws(StorageError) -> String? {
        var kind: String?
        for input in inputs {
            guard let product = try goods.product(of: input.lot) else { return nil }
            let own = try goods.kind(of: product)
            guard kind == nil || kind == own else { return nil }
            kind = own
        }
        return kind
    }
}

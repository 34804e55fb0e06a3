import EPCIS

/// Stones are cracked for their kernels, which the laboratory watches for cyanide.
struct KernelWorks {
    let cracker: SeasonMember
    var draw: SeededGenerator

    mutating func crack(_ stones: [Stock], in book: inout SeasonBook) -> [Stock] {
        let item = TradeItem.bulk(.apricotKernels, of: cracker.company, number: 1)
        book.describe(item, of: cracker)
        var kernels: [Stock] = []
        for (index, stock) in stones.enumerated() {
            let finished = stock.ready.later(days: 1 + index % 3).later(minutes: index)
            let grams = Conversion.crackingStones.yield(of: stock.mass, draw: &draw)
            let lot = Identifier.lot(
                item, lot: "M\(finished.day.compactText)-\(padded(index + 1, to: 3))")
            let output = Stock(item: item, lot: lot, amount: grams, ready: finished)
            var event = EventDraft(
                what: .transformation(inputs: [stock.measured], outputs: [output.measured]),
                time: finished, bizStep: AgriVocabulary.extracting, disposition: "in_progress",
                readPoint: cracker.site)
            event.ilmd = [("cbvmda:countryOfOrigin", .string("TJ"))]
            book.record(event, by: cracker, in: .packing)
            kernels.append(output)
        }
        return kernels
    }
}

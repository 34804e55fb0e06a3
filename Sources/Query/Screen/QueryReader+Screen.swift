import LedgerCore
package import Storage

extension QueryReader {
    /// Looks at the whole index, once for lots, once for transformations and once for events.
    ///
    /// For a thread that may be busy for seconds: Docs/Spec/Screen.md §4.
    package func screen(
        _ settings: ScreenSettings = ScreenSettings()
    ) throws(StorageError) -> Screen {
        var findings = Findings()
        try screenLots(settings, &findings)
        try screenConversions(settings, &findings)
        try SplitMerge(settings, in: database).run(&findings)
        var night = NightBulk(settings)
        try night.run(in: database, &findings)

        var alerts: [Alert] = []
        var omitted: [AlertCode: Int] = [:]
        for code in AlertCode.allCases {
            let (kept, others) = findings.newest(code, max: settings.alertsMax)
            if others > 0 { omitted[code] = others }
            for finding in kept { alerts.append(try alert(finding, settings)) }
        }
        alerts.sort { Alert.isBefore($0, $1) }
        return Screen(
            alerts: alerts, omitted: omitted, since: try since(), height: try height())
    }

    private func screenLots(
        _ settings: ScreenSettings, _ findings: inout Findings
    ) throws(StorageError) {
        var amount = try PhantomAmount(settings, in: database)
        var passage = PhantomPassage(settings)
        var circle = CircularTrade(settings)
        let dormant = DormantLot(settings: settings)
        try LotPass(database: database).forEach { lot, movements throws(StorageError) in
            try amount.take(lot: lot, movements, &findings)
            passage.take(lot: lot, movements, &findings)
            circle.take(lot: lot, movements, &findings)
            dormant.take(lot: lot, movements, &findings)
        }
        amount.finish(&findings)
        passage.finish(&findings)
        try circle.finish(in: database, &findings)
    }

    private func screenConversions(
        _ settings: ScreenSettings, _ findings: inout Findings
    ) throws(StorageError) {
        let pass = ConversionPass(database: database)
        var ratio = try RatioOutlier(settings, in: database)
        try pass.forEach { conversion throws(StorageError) in try ratio.take(conversion) }
        try ratio.finish(pass, &findings)
    }

    private func alert(
        _ finding: Finding, _ settings: ScreenSettings
    ) throws(StorageError) -> Alert {
        let numbers = Set(finding.events).sorted()
        var eventIDs: [String] = []
        for number in numbers.suffix(settings.eventsMax) {
            let id = try PreparedStatement(
                database, "SELECT event_id FROM events WHERE number = ?"
            ).first(.integer(number)) { $0.text(0) }
            guard let id else { throw .corrupt("event \(number) is missing") }
            eventIDs.append(id)
        }
        let (time, height) = try record(ofEvent: finding.newestEvent)
        return Alert(
            code: finding.code, members: try texts(finding.members),
            lots: try texts(Array(finding.lots.prefix(settings.eventsMax))),
            place: try optionalText(finding.place), goods: finding.goods, numbers: finding.numbers,
            eventIDs: eventIDs, eventCount: finding.eventCount ?? numbers.count,
            newestEvent: finding.newestEvent, recordTime: time, height: height)
    }

    private func texts(_ names: [Int64]) throws(StorageError) -> [String] {
        var texts: [String] = []
        for name in names { texts.append(try text(name)) }
        return texts
    }

    private func record(
        ofEvent number: Int64
    ) throws(StorageError) -> (time: Timestamp, height: Height) {
        let found = try PreparedStatement(
            database,
            """
            SELECT b.time, b.height FROM events e
            JOIN transactions t ON t.number = e."transaction" JOIN blocks b ON b.height = t.height
            WHERE e.number = ?
            """
        ).first(.integer(number)) { row throws(StorageError) in
            (time: Timestamp(milliseconds: row.integer(0)), height: try row.height(1))
        }
        guard let found else { throw .corrupt("event \(number) is missing") }
        return found
    }
}

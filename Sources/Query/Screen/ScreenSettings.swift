/// From where on the rules of the screen speak. The defaults and their reasons: Docs/Spec/Screen.md §3.
package struct ScreenSettings: Hashable, Sendable {
    /// Spread from the median from which on a value is far, in thousandths of the median absolute
    /// deviation; 1,483 would be one standard deviation of a normal distribution.
    package var deviationPerMille: Int64 = 7_400
    /// What a ratio must differ by at least, in thousandths of the median.
    package var ratioDifferencePerMille: Int64 = 150
    /// Transformations that make a history.
    package var ratioHistoryMin = 8
    /// Other works that make a comparison, and transformations of each.
    package var ratioPeersMin = 4
    package var ratioPeerHistoryMin = 3

    /// Places with the same goods that make a comparison.
    package var phantomPeersMin = 6
    /// How many times the median of the others a place must have.
    package var phantomFactor: Int64 = 10
    package var phantomLotsMin = 20
    package var phantomPassageMinutes: Int64 = 5

    package var circleDays: Int64 = 90
    /// Other members between leaving and coming back. One is a return.
    package var circleOthersMin = 2

    package var splitPartsMin = 4
    package var splitDays: Int64 = 7
    /// How much of what was split must be merged, in thousandths.
    package var splitMergedPerMille: Int64 = 950

    /// Minutes of the local day.
    package var nightBegins: Int64 = 22 * 60
    package var nightEnds: Int64 = 5 * 60
    package var nightEventsMin: Int64 = 50
    /// How many times the usual.
    package var nightFactor: Int64 = 10

    package var dormantDays: Int64 = 365

    /// Alerts of one code that are kept, the newest.
    package var alertsMax = 1_000
    /// Events that an alert lists.
    package var eventsMax = 20

    package init() {}
}

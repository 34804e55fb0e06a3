/// What an event says, by how far it may go: the table of visibility.
///
/// Spec: Docs/Spec/Visibility.md §3.
package enum EventField: String, Hashable, Sendable, CaseIterable {
    /// Type, action, ids, what is named, product, step, dispositions, record time, the day.
    case subject
    /// Certificates that are issued or named, verdicts, why something is called back.
    case certificate
    /// Attributes of goods that a label shows: harvest dates, variety, country.
    case attribute
    /// The moment; everybody reads the day.
    case time
    /// Read point and business location.
    case place
    /// Plots on which it grew.
    case plot
    /// Quantities, each of its own lot.
    case amount
    /// Sources and destinations.
    case counterparty
    /// What sensors measured.
    case measurement
    /// Seals of a consignment.
    case seal
    /// Business transactions: contracts, orders, invoices.
    case contract
    /// Sensors themselves, their raw data and words.
    case device
    /// Everything else: prices, persons, telephone numbers, free text, extensions nobody knows.
    case words

    /// Where the event says nothing.
    package var standard: VisibilityLevel {
        switch self {
        case .subject, .certificate, .attribute: .everybody
        case .time, .place, .plot, .amount, .counterparty, .measurement, .seal: .partners
        case .contract, .device, .words: .parties
        }
    }

    /// What an event may choose.
    package var choice: ClosedRange<VisibilityLevel> {
        switch self {
        // Labels, recalls and the check of a certificate rest on them.
        case .subject, .certificate: .everybody ... .everybody
        default: .everybody ... .regulators
        }
    }

    /// Whether a wider level of the whole event reaches the field. What is most private is widened only
    /// by its own name.
    package var followsWidening: Bool { standard < .parties }
}

/// What the ledger knows of a place or a party with a GLN.
package struct PlacePage: Encodable, Sendable {
    /// The Digital Link path, such as `/414/4880000000019`.
    package var code: String
    package var name: LocalizedText
    package var district: LocalizedText?
    /// Degrees in WGS 84 as they were written, latitude first, such as `40.1265, 70.6253`.
    package var coordinates: String?

    package init(
        code: String, name: LocalizedText, district: LocalizedText?, coordinates: String?
    ) {
        self.code = code
        self.name = name
        self.district = district
        self.coordinates = coordinates
    }
}

/// A ``PlacePage`` in the words of one language, as `place.mustache` names them.
struct PlaceView {
    let placeHeading: String
    let heading: String
    let districtLabel: String
    let district: String?
    let coordinatesLabel: String
    let coordinates: String?
    let codeLabel: String
    let code: String

    init(_ page: PlacePage, _ phrases: Phrases) {
        placeHeading = phrases[.placeHeading]
        heading = page.name[phrases.language]
        districtLabel = phrases[.placeDistrict]
        district = page.district?[phrases.language]
        coordinatesLabel = phrases[.placeCoordinates]
        coordinates = page.coordinates
        codeLabel = phrases[.code]
        code = page.code
    }
}

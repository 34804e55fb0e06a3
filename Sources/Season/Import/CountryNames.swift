/// ISO 3166-1 codes behind the names that trade tables use.
enum CountryNames {
    /// `nil` for a name that is not known here.
    static func code(of name: String) -> String? {
        // A part of a country stands in brackets: `United States (Hawaii)`.
        let country = name.prefix { $0 != "(" }
        return codes[VisibleText.of(String(country))]
    }

    private static let codes: [String: String] = [
        "Afghanistan": "AF", "Brazil": "BR", "Burundi": "BI", "China": "CN", "Colombia": "CO",
        "Costa Rica": "CR", "Cote d'Ivoire": "CI", "Ecuador": "EC", "El Salvador": "SV",
        "Ethiopia": "ET", "Guatemala": "GT", "Haiti": "HT", "Honduras": "HN", "India": "IN",
        "Indonesia": "ID", "Iran": "IR", "Japan": "JP", "Kazakhstan": "KZ", "Kenya": "KE",
        "Kyrgyzstan": "KG", "Laos": "LA", "Malawi": "MW", "Mauritius": "MU", "Mexico": "MX",
        "Myanmar": "MM", "Nicaragua": "NI", "Pakistan": "PK", "Panama": "PA",
        "Papua New Guinea": "PG", "Peru": "PE", "Philippines": "PH", "Russia": "RU",
        "Rwanda": "RW", "Taiwan": "TW", "Tajikistan": "TJ", "Tanzania, United Republic Of": "TZ",
        "Thailand": "TH", "Turkmenistan": "TM", "Uganda": "UG", "United States": "US",
        "Uzbekistan": "UZ", "Vietnam": "VN", "Zambia": "ZM",
    ]
}

"""Words that tell names apart: places, given names, titles and roles, and the words that organizations end in."""

__all__ = [
    "BEFORE_PLACES",
    "CALENDAR",
    "CLOSED_CLASS",
    "FEMALE",
    "GIVEN_NAMES",
    "MALE",
    "NATIONALITIES",
    "NOT_NAMES",
    "ORGANIZATIONS",
    "ORGANIZATION_WORDS",
    "PLACES",
    "PLACE_WORDS",
    "ROLES",
    "TITLES",
]


def _names(listed: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in listed.split(","))


PLACES = _names(
    """
    Afghanistan, Albania, Algeria, Andorra, Angola, Argentina, Armenia, Australia, Austria, Azerbaijan, Bahamas,
    Bahrain, Bangladesh, Barbados, Belarus, Belgium, Belize, Benin, Bhutan, Bolivia, Bosnia, Botswana, Brazil,
    Brunei, Bulgaria, Burkina Faso, Burundi, Cambodia, Cameroon, Canada, Cape Verde, Central African Republic,
    Chile, China, Colombia, Congo, Costa Rica, Croatia, Cuba, Cyprus, Czech Republic, Czechia, Denmark, Djibouti,
    Dominican Republic, Ecuador, Egypt, El Salvador, England, Eritrea, Estonia, Eswatini, Ethiopia, Fiji, Finland,
    France, Gabon, Gambia, Germany, Ghana, Great Britain, Britain, Greece, Greenland, Guatemala, Guinea, Guyana,
    Haiti, Honduras, Hungary, Iceland, India, Indonesia, Iran, Iraq, Ireland, Northern Ireland, Israel, Italy,
    Ivory Coast, Jamaica, Japan, Kazakhstan, Kenya, Kosovo, Kuwait, Kyrgyzstan, Laos, Latvia, Lebanon, Lesotho,
    Liberia, Libya, Liechtenstein, Lithuania, Luxembourg, Madagascar, Malawi, Malaysia, Maldives, Mali, Malta,
    Mauritania, Mauritius, Mexico, Moldova, Monaco, Mongolia, Montenegro, Morocco, Mozambique, Myanmar, Namibia,
    Nepal, Netherlands, New Zealand, Nicaragua, Niger, Nigeria, North Korea, North Macedonia, Norway, Oman,
    Pakistan, Palestine, Panama, Papua New Guinea, Paraguay, Peru, Philippines, Poland, Portugal, Puerto Rico,
    Qatar, Romania, Russia, Rwanda, Samoa, Saudi Arabia, Scotland, Senegal, Serbia, Seychelles, Sierra Leone,
    Singapore, Slovakia, Slovenia, Somalia, South Africa, South Korea, South Sudan, Spain, Sri Lanka, Sudan,
    Suriname, Sweden, Switzerland, Syria, Taiwan, Tajikistan, Tanzania, Thailand, Tibet, Togo, Tonga, Trinidad,
    Tunisia, Turkey, Türkiye, Turkmenistan, Uganda, Ukraine, United Arab Emirates, UAE, United Kingdom, UK, U.K.,
    United States, US, U.S., USA, U.S.A., United States of America, Uruguay, Uzbekistan, Vanuatu, Venezuela,
    Vietnam, Wales, Yemen, Zambia, Zimbabwe, Europe, Asia, Africa, North America, South America, Latin America,
    Central America, Antarctica, Middle East, Gaza, Gaza Strip, West Bank, Crimea, Kashmir, Catalonia, Alabama,
    Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Hawaii, Idaho, Illinois,
    Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota, Mississippi,
    Missouri, Montana, Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, New York, North Carolina, North
    Dakota, Ohio, Oklahoma, Oregon, Pennsylvania, Rhode Island, South Carolina, South Dakota, Tennessee, Texas,
    Utah, Vermont, Virginia, Washington, West Virginia, Wisconsin, Wyoming, Ontario, Quebec, Alberta, British
    Columbia, Manitoba, Nova Scotia, Queensland, New South Wales, Victoria, Tasmania, Bavaria, Lombardy, Sicily,
    Punjab, Kerala, Guangdong, London, Paris, Berlin, Munich, Hamburg, Frankfurt, Cologne, Vienna, Zurich, Geneva,
    Bern, Brussels, Antwerp, Amsterdam, Rotterdam, The Hague, Copenhagen, Stockholm, Oslo, Helsinki, Reykjavik,
    Dublin, Belfast, Edinburgh, Glasgow, Cardiff, Manchester, Liverpool, Birmingham, Leeds, Sheffield, Bristol,
    Oxford, Cambridge, Lisbon, Porto, Madrid, Barcelona, Valencia, Seville, Rome, Milan, Naples, Turin, Venice,
    Athens, Istanbul, Ankara, Warsaw, Krakow, Prague, Budapest, Bucharest, Sofia, Belgrade, Zagreb, Sarajevo,
    Kyiv, Kiev, Kharkiv, Odesa, Minsk, Moscow, Tbilisi, St. Petersburg, Vilnius, Riga, Tallinn, Jerusalem, Tel
    Aviv, Beirut, Damascus, Aleppo, Baghdad, Tehran, Riyadh, Dubai, Abu Dhabi, Doha, Cairo, Alexandria, Tripoli,
    Tunis, Algiers, Casablanca, Rabat, Khartoum, Addis Ababa, Nairobi, Kampala, Kigali, Lagos, Abuja, Accra,
    Dakar, Johannesburg, Cape Town, Pretoria, Harare, Luanda, Kinshasa, Kabul, Islamabad, Karachi, Lahore, New
    Delhi, Delhi, Mumbai, Kolkata, Chennai, Bangalore, Hyderabad, Dhaka, Colombo, Kathmandu, Beijing, Shanghai,
    Hong Kong, Shenzhen, Guangzhou, Wuhan, Taipei, Seoul, Pyongyang, Tokyo, Osaka, Kyoto, Bangkok, Hanoi, Ho Chi
    Minh City, Manila, Jakarta, Kuala Lumpur, Sydney, Melbourne, Brisbane, Perth, Adelaide, Canberra, Auckland,
    Wellington, Toronto, Montreal, Vancouver, Ottawa, Calgary, Mexico City, Havana, Caracas, Bogota, Lima, Quito,
    Santiago, Buenos Aires, Rio de Janeiro, Sao Paulo, São Paulo, Brasilia, Los Angeles, San Francisco, San Diego,
    San Jose, Sacramento, Oakland, Seattle, Portland, Las Vegas, Phoenix, Denver, Dallas, Houston, Austin, San
    Antonio, Chicago, Detroit, Minneapolis, Milwaukee, Cleveland, Cincinnati, Indianapolis, St. Louis, Kansas
    City, Memphis, Nashville, New Orleans, Atlanta, Miami, Orlando, Tampa, Charlotte, Philadelphia, Pittsburgh,
    Baltimore, LA, L.A., Boston, Brooklyn, Manhattan, Bronx, Queens, New York City, Washington D.C., Honolulu,
    Hollywood, Silicon Valley, Wall Street, Downing Street, Arctic, Atlantic, Pacific, Mediterranean, Black Sea,
    Red Sea, South China Sea, Baltic, Balkans, Scandinavia, Siberia, Sahara, Sahel, Caribbean, Himalayas, Alps,
    Andes
    """
)

NATIONALITIES = _names(
    """
    American, British, English, Scottish, Welsh, Irish, French, German, Italian, Spanish, Portuguese, Dutch,
    Belgian, Swiss, Austrian, Swedish, Norwegian, Danish, Finnish, Icelandic, Polish, Czech, Slovak, Hungarian,
    Romanian, Bulgarian, Greek, Turkish, Russian, Ukrainian, Belarusian, Georgian, Armenian, Israeli, Palestinian,
    Lebanese, Syrian, Iraqi, Iranian, Saudi, Egyptian, Libyan, Tunisian, Moroccan, Algerian, Sudanese, Ethiopian,
    Kenyan, Somali, Nigerian, Ghanaian, African, Indian, Pakistani, Afghan, Bangladeshi, Chinese, Japanese,
    Korean, Taiwanese, Thai, Vietnamese, Filipino, Indonesian, Malaysian, Australian, Canadian, Mexican,
    Brazilian, Argentine, Chilean, Cuban, Colombian, Venezuelan, European, Asian, Western, Arab, Jewish, Muslim,
    Islamic, Christian, Catholic, Democratic, Republican, Democrat, Democrats, Republicans, Americans, Russians,
    Germans, Europeans, Israelis, Palestinians, Ukrainians, Muslims, Christians, Jews, Catholics, Conservative,
    Conservatives, Liberal, Liberals, Latin, Kurdish, North Korean, South Korean, South African, Saudi Arabian,
    Californian, Hispanic, Latino, Latinos, Black, White
    """
)

MALE = _names(
    """
    Aaron, Abdul, Adam, Ahmed, Alan, Albert, Alexander, Alexei, Ali, Allen, Amir, Andreas, Andrei, Andrew, Andy,
    Anthony, Antonio, Arthur, Barack, Barry, Ben, Benjamin, Bernard, Bernie, Bill, Bob, Boris, Brad, Brandon,
    Brian, Bruce, Carl, Carlos, Chad, Charles, Charlie, Chris, Christian, Christopher, Chuck, Colin, Craig, Dale,
    Dan, Daniel, Dave, David, Dean, Dennis, Derek, Diego, Dmitry, Don, Donald, Doug, Douglas, Duncan, Dylan, Earl,
    Ed, Eduardo, Edward, Elon, Emmanuel, Eric, Erik, Ethan, Eugene, Evan, Felix, Fernando, Francis, Francisco,
    Frank, Franz, Fred, Gareth, Gary, Gavin, Gene, Geoff, Geoffrey, George, Gerald, Giovanni, Glenn, Gordon,
    Graham, Greg, Gregory, Guy, Hans, Harold, Harry, Hassan, Henry, Herman, Howard, Hugh, Hugo, Hussein, Ian,
    Ibrahim, Igor, Isaac, Ivan, Jack, Jacob, Jake, James, Jamie, Jared, Jason, Javier, Jay, Jeff, Jeffrey, Jens,
    Jeremy, Jerome, Jerry, Jesse, Jim, Jimmy, Joe, Joel, Johan, John, Johnny, Jon, Jonathan, Jorge, Jose, José,
    Joseph, Josh, Joshua, Juan, Justin, Karl, Keith, Ken, Kenneth, Kevin, Kyle, Lance, Larry, Lars, Lawrence, Lee,
    Leo, Leon, Leonard, Lewis, Liam, Louis, Luc, Luca, Lucas, Luis, Luke, Manuel, Marc, Marco, Marcus, Mario,
    Mark, Martin, Matt, Matthew, Matthias, Max, Michael, Michel, Miguel, Mike, Mikhail, Mitch, Mohamed, Mohammad,
    Mohammed, Muhammad, Narendra, Nate, Nathan, Neil, Nicholas, Nick, Nicolas, Nigel, Nikolai, Noah, Norman, Oleg,
    Oliver, Olivier, Omar, Oscar, Owen, Pablo, Pat, Patrick, Paul, Pavel, Pedro, Pete, Peter, Phil, Philip,
    Phillip, Pierre, Rafael, Rahul, Raj, Ralph, Ray, Raymond, Ricardo, Richard, Rick, Rob, Robert, Roberto,
    Rodney, Roger, Roland, Ron, Ronald, Ross, Roy, Russell, Ryan, Sam, Samuel, Scott, Sean, Sebastian, Sergei,
    Sergey, Shane, Shaun, Simon, Stefan, Stephen, Steve, Steven, Stuart, Sundar, Ted, Terry, Theo, Thomas, Tim,
    Timothy, Todd, Tom, Tommy, Tony, Travis, Tyler, Vernon, Victor, Vincent, Vladimir, Volodymyr, Walter, Warren,
    Wayne, William, Xi, Yuri, Yusuf, Zachary, Sadiq, Ruben, Bram, Hal, Ned, Aled, Gideon, Kimi, Nico, Romain,
    Satya, Hock, Rupert, Lachlan, Rishi, Keir, Olaf, Viktor, Recep, Bashar, Benny, Jean, Kamal, Rashid, Tariq,
    Ravi, Sanjay, Vijay, Anil, Hiroshi, Kenji, Shinzo, Wei, Jun, Min, Tomas, Milan, Petr
    """
)

FEMALE = _names(
    """
    Abigail, Adriana, Agnes, Aisha, Alexandra, Alice, Alicia, Alison, Allison, Amanda, Amber, Amelia, Amina, Amy,
    Ana, Andrea, Angela, Anita, Ann, Anna, Anne, Annie, Ashley, Barbara, Beatrice, Becky, Beth, Betty, Beverly,
    Bonnie, Brenda, Brittany, Camilla, Carla, Carmen, Carol, Caroline, Carolyn, Carrie, Catherine, Cathy, Cecilia,
    Charlotte, Chelsea, Cheryl, Chloe, Christina, Christine, Cindy, Claire, Clara, Claudia, Crystal, Cynthia,
    Dana, Danielle, Dawn, Deborah, Debra, Denise, Diana, Diane, Donna, Dora, Doris, Dorothy, Edith, Elaine,
    Eleanor, Elena, Elisa, Elizabeth, Ella, Ellen, Emily, Emma, Erica, Erin, Esther, Eva, Eve, Evelyn, Fatima,
    Fiona, Florence, Frances, Gabriela, Gail, Gina, Gisele, Gloria, Grace, Greta, Hannah, Harriet, Heather, Heidi,
    Helen, Helena, Hillary, Holly, Ida, Ines, Ingrid, Irene, Iris, Isabel, Isabella, Ivanka, Jacinda, Jackie,
    Jacqueline, Jane, Janet, Janice, Jasmine, Jean, Jennifer, Jenny, Jessica, Jill, Joan, Joanna, Joanne, Jodie,
    Josephine, Joy, Joyce, Judith, Judy, Julia, Julie, June, Kamala, Karen, Kate, Katherine, Kathleen, Kathryn,
    Kathy, Katie, Kellyanne, Kelly, Kerry, Kim, Kimberly, Kirsten, Kristen, Laura, Lauren, Leah, Leila, Lena,
    Leslie, Lily, Linda, Lisa, Liz, Lois, Lorraine, Louise, Lucia, Lucy, Lydia, Lynn, Madeleine, Maggie, Mara,
    Margaret, Maria, Marie, Marilyn, Marina, Marjorie, Martha, Mary, Maureen, Megan, Melania, Melanie, Melissa,
    Mercedes, Meredith, Michelle, Mindy, Miriam, Molly, Monica, Nadia, Nancy, Naomi, Natalie, Natasha, Nicola,
    Nicole, Nina, Nora, Olivia, Pamela, Patricia, Paula, Pauline, Peggy, Penny, Petra, Priya, Rachel, Rebecca,
    Renee, Rita, Roberta, Robin, Rosa, Rose, Rosemary, Ruth, Sabrina, Sally, Samantha, Sandra, Sara, Sarah,
    Selena, Sharon, Sheila, Sheryl, Shirley, Silvia, Simone, Sonia, Sophia, Sophie, Stacey, Stacy, Stella,
    Stephanie, Sue, Susan, Suzanne, Sylvia, Tamara, Tammy, Tanya, Tara, Taylor, Teresa, Theresa, Tiffany, Tina,
    Tracy, Ursula, Vanessa, Vera, Veronica, Victoria, Viola, Virginia, Vivian, Wanda, Wendy, Yvonne, Zoe, Lorde,
    Salma, Mira, Edda, Marguerite, Ayla, Meghan, Nikki, Sana, Giorgia, Aung, Mei, Yuki, Noor, Zara, Leyla, Marta,
    Ilse, Astrid, Freya, Signe, Katja, Svetlana, Olga, Irina, Tatiana, Oksana
    """
)

GIVEN_NAMES = (
    MALE
    | FEMALE
    | _names(
        """
    Alex, Casey, Jordan, Morgan, Pat, Sasha, Ariel, Avery, Riley, Cameron, Drew, Jody, Shannon
    """
    )
)

TITLES = _names(
    """
    Mr, Mr., Mrs, Mrs., Ms, Ms., Miss, Mx, Mx., Dr, Dr., Prof, Prof., Professor, Sir, Dame, Lord, Lady, Baroness,
    Baron, President, Vice President, Senator, Sen., Representative, Rep., Congressman, Congresswoman, Governor,
    Gov., Mayor, Prime Minister, Minister, Secretary, Chancellor, Ambassador, Judge, Justice, Chief Justice,
    General, Gen., Colonel, Col., Captain, Capt., Major, Maj., Lieutenant, Lt., Sergeant, Sgt., Admiral, Adm.,
    Commander, Constable, Detective, Officer, Inspector, Superintendent, Sheriff, Marshal, Chief, King, Queen, Prince,
    Princess, Pope, Cardinal, Archbishop, Bishop, Rabbi, Imam, Rev, Rev., Reverend, Father, Sister, Pastor,
    Sheikh, Coach, Speaker, Councillor, Cllr, CEO, CFO, COO, CTO, Chairman, Chairwoman, Chair, Director, Chief
    Executive, Commissioner, Attorney General, Foreign Minister, Finance Minister, Defence Secretary, Home
    Secretary, Foreign Secretary, Spokesman, Spokeswoman
    """
)

ROLES = frozenset(
    """
    actor actress activist adviser advisor agent ambassador analyst anchor architect artist astronaut attorney
    author banker biologist boss bishop broker campaigner candidate captain caretaker chair chairman chairwoman
    chairperson chancellor chef chemist chief cleric climatologist co-author co-founder coach columnist commander
    commentator commissioner composer congressman congresswoman constable consultant coordinator correspondent
    councillor curator deputy designer detective developer diplomat director doctor driver economist editor engineer
    entrepreneur envoy epidemiologist executive expert farmer filmmaker firefighter fisherman founder geologist
    governor head historian host hydrologist inspector instructor investigator investor journalist judge lawmaker
    lawyer leader lecturer librarian manager mayor member meteorologist minister musician negotiator neighbor
    neighbour nurse officer official organizer organiser owner partner pastor physician physicist pilot player
    police politician pollster premier president presenter priest principal producer professor prosecutor
    psychologist publisher ranger rapper representative reporter researcher resident sailor scholar scientist
    secretary senator sergeant sheriff singer skipper spokesman spokesperson spokeswoman strategist striker
    student superintendent surgeon teacher technician trader treasurer trustee veteran veterinarian vice-president
    virologist volcanologist warden witness worker writer ceo cfo coo cto
    """.split()
)

ORGANIZATION_WORDS = _names(
    """
    Academy, Administration, Agency, Airlines, Airways, Alliance, Army, Assembly, Associates, Association,
    Authority, Bank, Board, Brigade, Broadcasting, Bureau, Cabinet, Capital, Center, Centre, Chamber, Church,
    Clinic, Club, Coalition, College, Commission, Committee, Company, Confederation, Conference, Congress,
    Consortium, Cooperative, Co-operative, Corporation, Corp, Corp., Council, Court, Department, Electric, Energy,
    Enterprises, Exchange, Federation, Force, Forum, Foundation, Front, Fund, Group, Guard, Guild, Holdings,
    Hospital, House of Commons, House of Representatives, Inc, Inc., Industries, Initiative, Institute,
    Institution, Insurance, Intelligence, International, Labs, Laboratory, Laboratories, League, Ltd, Ltd.,
    Limited, LLC, LLP, plc, PLC, AG, SE, GmbH, N.V., S.A., Co, Co., Ministry, Monitor, Motors, Movement, Museum,
    Navy, Network, News, Newspaper, Observatory, Office, Orchestra, Organisation, Organization, Parliament,
    Partners, Partnership, Party, Pharmaceuticals, Police, Post, Press, Research, Reserve, Review, School,
    Securities, Senate, Service, Services, Society, Solutions, Studios, Systems, Technologies, Technology,
    Telecom, Times, Today, Transport, Treasury, Trust, Tribunal, Tribune, Union, Unit, United, Universities,
    University, Watch, Works
    """
)

ORGANIZATIONS = _names(
    """
    Adobe, Airbus, Alibaba, Alphabet, Amazon, Apple, BBC, Boeing, Bloomberg, CNN, Chevron, Cisco, Disney, eBay,
    ExxonMobil, Facebook, Ford, Goldman Sachs, Google, Greenpeace, HSBC, Honda, Huawei, IBM, Instagram, Intel,
    Interpol, JPMorgan, Lufthansa, McDonald's, Meta, Microsoft, Morgan Stanley, NASA, NATO, Nasdaq, Netflix, Nike,
    Nintendo, Nissan, Nokia, Nvidia, OpenAI, Opec, OPEC, Oracle, PayPal, Pentagon, Pfizer, Qualcomm, Reuters,
    Samsung, Shell, Siemens, SoftBank, Sony, SpaceX, Spotify, Starbucks, Telegram, Tencent, Tesla, Toyota,
    Twitter, Uber, UNESCO, Unicef, UNICEF, Unilever, United Nations, UN, U.N., EU, E.U., European Union, FBI, CIA,
    IMF, WHO, WTO, White House, Kremlin, Volkswagen, Walmart, WhatsApp, World Bank, World Health Organization,
    YouTube, Yahoo, Hamas, Hezbollah, Taliban, Supreme Court, Al-Qaeda, Islamic State, Federal Reserve, European
    Commission, Associated Press, AFP, Xinhua, Snapchat, Snap, TikTok
    """
)

PLACE_WORDS = _names(
    """
    Airport, Avenue, Bay, Beach, Bridge, Canal, Canyon, Castle, City, Coast, County, Creek, Desert, District,
    Drive, Falls, Forest, Gulf, Harbor, Harbour, Heights, Hill, Hills, Island, Islands, Lake, Lane, Mountain,
    Mountains, Ocean, Park, Peninsula, Place, Plaza, Point, Port, Province, Region, Reservoir, Ridge, River, Road,
    Sea, Square, Station, Stadium, Strait, Street, Terminal, Town, Township, Valley, Village, Volcano, Mount, Mt.,
    Quay, Wharf, Dam, Basin
    """
)

BEFORE_PLACES = frozenset("in near from across throughout outside around toward towards via".split())

CALENDAR = _names(
    """
    Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday, January, February, March, April, May, June,
    July, August, September, October, November, December, Jan., Feb., Mar., Apr., Jun., Jul., Aug., Sep., Sept.,
    Oct., Nov., Dec., Mon, Tue, Wed, Thu, Fri, Sat, Sun, Easter, Christmas, Ramadan, Thanksgiving, Eastern, GMT,
    UTC, AM, PM
    """
)

NOT_NAMES = _names(
    """
    AI, TV, CEO, CFO, COO, CTO, DNA, GDP, IPO, VPN, PC, IT, HIV, AIDS, COVID, Covid, COVID-19, Covid-19, ID, OK,
    PhD, GPS, USB, CCTV, IQ, Q1, Q2, Q3, Q4, Internet, Web, Bible, God, Earth, Sun, Moon, Ms, Mr, HD, DVD, CD, PR,
    HR, R&D, CO2, Image, Photo, Photograph, Copyright, Video, Getty, Getty Images, Read, Newsletter, Sign Up,
    Story, Caption, Media, Advertisement, Share, Follow, Related, Updated, Published, FILE, Watch, Skip, EDT, EST,
    PST, PDT, BST, CET, ET
    """
)

CLOSED_CLASS = frozenset(
    """
    a about above according across after again against ago all almost along already also although always am amid
    among an and another any anyone anything are around as asked at back be because been before behind being below
    between both but by can could did do does don’t don't down during each earlier early either else end even ever
    every everyone everything few first following for former four from further get given had has have having he
    he’s he's hello help her here hers herself him himself his how however i i’d i’ll i’m i’ve i'd i'll i'm i've
    if in inside instead into is it it’s it's its itself just last late later least less let let’s let's like
    likely look made make many may maybe me meanwhile might mine more moreover most much must my myself nearly
    neither never next no nobody none nor not nothing now of off officials often oh old on once one ones only or
    other others our ours out over own per perhaps please police previous read rather recent right said same say
    says second see seven several shall she she’s she's should similarly since six so some someone something soon
    still such ten than thank thanks that that’s that's the their theirs them themselves then there there’s
    there's therefore these they they’re they're third this those though three through throughout thus to today
    together tomorrow tonight too toward towards two under unless unlike until up upon us use very via was we
    we’re we’ve we're we've well were what what’s what's whatever when where whether which while who who’s who's
    whoever whom whose why will with within without won’t won't would yes yesterday yet you you’re you're your
    yours yourself five eight nine experts critics analysts scientists researchers people women men investigators
    authorities students teachers residents sources shares details
    """.split()
)
"""Words that start a sentence with a capital and are no part of a name."""

// Facts of ISO 639: codes of ISO 639-3 (individual languages and macrolanguages), ISO 639-5 (groups)
// and ISO 639-1, and the reference names of the languages that the region's hubs use.
//
// Codes are packed three letters each, sorted, so that they cost neither time nor memory at start-up.

/// The tables behind ``LanguageTable``.
enum LanguageCodes {
  /// ISO 639-3: individual languages.
  static let individual: StaticString = """
    aaaaabaacaadaaeaafaagaahaaiaakaalaanaaoaapaaqaaraasaataauaawaaxaazabaabb\
    abcabdabeabfabgabhabiabjabkablabmabnaboabpabqabrabsabtabuabvabwabxabyabz\
    acaacbacdaceacfachaciackaclacmacnacpacqacracsactacuacvacwacxacyaczadaadb\
    addadeadfadgadhadiadjadladnadoadqadradsadtaduadwadxadyadzaeaaebaecaedaee\
    aekaelaemaenaeqaeraesaeuaewaeyaezafbafdafeafgafhafiafkafnafoafpafrafsaft\
    afuafzagaagbagcagdageagfaggaghagiagjagkaglagmagnagoagqagragsagtaguagvagw\
    agxagyagzahaahbahgahhahiahkahlahmahnahoahpahrahsahtaiaaibaicaidaieaifaig\
    aihaiiaijaikailaimainaioaipaiqairaitaiwaixaiyajaajgajiajnajpajsajuajwajz\
    akbakcakdakeakfakgakhakiakjakkaklakmakoakpakqakraksaktakuakvakwakxakyakz\
    alaalcaldalealfalhalialjalkallalmalnaloalpalqalralsaltalualwalxalyalzama\
    ambamcameamfamgamhamiamjamkamlammamnamoampamqamramsamtamuamvamwamxamyamz\
    anaanbancandaneanfanganhanianjankanlanmannanoanpanqanransantanuanvanwanx\
    anyanzaoaaobaocaodaoeaofaogaoiaojaokaolaomaonaoraosaotaouaoxaozapbapcapd\
    apeapfapgaphapiapjapkaplapmapnapoappapqaprapsaptapuapvapwapxapyapzaqcaqd\
    aqgaqkaqmaqnaqpaqraqtaqzarbarcardareargarhariarjarkarlarnaroarparqarrars\
    aruarvarwarxaryarzasaasbascaseasfasgashasiasjaskaslasmasnasoaspasqasrass\
    astasuasvaswasxasyaszataatbatcatdateatgatiatjatkatlatmatnatoatpatqatrats\
    attatuatvatwatxatyatzauaaubaucaudaugauhauiaujaukaulaumaunauoaupauqauraut\
    auuauwauxauyauzavaavbavdaveaviavkavlavmavnavoavsavtavuavvawaawbawcaweawg\
    awhawiawkawmawnawoawrawsawtawuawvawwawxawyaxbaxeaxgaxkaxlaxmaxxayaaybayc\
    aydayeaygayhayiaykaylaynayoaypayqayraysaytayuayzazaazbazdazgazjazmaznazo\
    aztazzbaababbacbaebafbagbahbajbakbambanbaobapbarbasbaubavbawbaxbaybbabbb\
    bbcbbdbbebbfbbgbbhbbibbjbbkbblbbmbbnbbobbpbbqbbrbbsbbtbbubbvbbwbbxbbybca\
    bcbbccbcdbcebcfbcgbchbcibcjbckbclbcmbcnbcobcpbcqbcrbcsbctbcubcvbcwbcybcz\
    bdabdbbdcbddbdebdfbdgbdhbdibdjbdkbdlbdmbdnbdobdpbdqbdrbdsbdtbdubdvbdwbdx\
    bdybdzbeabebbecbedbeebefbegbehbeibejbekbelbembenbeobepbeqbesbetbeubevbew\
    bexbeybezbfabfbbfcbfdbfebffbfgbfhbfibfjbfkbflbfmbfnbfobfpbfqbfrbfsbftbfu\
    bfwbfxbfybfzbgabgbbgcbgdbgebgfbggbgibgjbgkbglbgnbgobgpbgqbgrbgsbgtbgubgv\
    bgwbgxbgybgzbhabhbbhcbhdbhebhfbhgbhhbhibhjbhlbhmbhnbhobhpbhqbhrbhsbhtbhu\
    bhvbhwbhxbhybhzbiabibbidbiebifbigbilbimbinbiobipbiqbirbisbitbiubivbiwbix\
    biybizbjabjbbjcbjebjfbjgbjhbjibjjbjkbjlbjmbjnbjobjpbjrbjsbjtbjubjvbjwbjx\
    bjybjzbkabkcbkdbkfbkgbkhbkibkjbkkbklbkmbknbkobkpbkqbkrbksbktbkubkvbkwbkx\
    bkybkzblablbblcbldbleblfblhblibljblkbllblmblnbloblpblqblrblsbltblvblwblx\
    blyblzbmabmbbmcbmdbmebmfbmgbmhbmibmjbmkbmlbmmbmnbmobmpbmqbmrbmsbmtbmubmv\
    bmwbmxbmzbnabnbbndbnebnfbngbnibnjbnkbnlbnmbnnbnobnpbnqbnrbnsbnubnvbnwbnx\
    bnybnzboabobbodboebofbogbohboibojbokbolbombonboobopboqborbosbotboubovbow\
    boxboybozbpabpcbpdbpebpgbphbpibpjbpkbplbpmbpnbpobppbpqbprbpsbptbpubpvbpw\
    bpxbpybpzbqabqbbqcbqdbqfbqgbqhbqibqjbqkbqlbqmbqnbqobqpbqqbqrbqsbqtbqubqv\
    bqwbqxbqybqzbrabrbbrcbrdbrebrfbrgbrhbribrjbrkbrlbrmbrnbrobrpbrqbrrbrsbrt\
    brubrvbrwbrxbrybrzbsabsbbscbsebsfbsgbshbsibsjbskbslbsmbsnbsobspbsqbsrbss\
    bstbsubsvbswbsxbsybtabtcbtdbtebtfbtgbthbtibtjbtmbtnbtobtpbtqbtrbtsbttbtu\
    btvbtwbtxbtybtzbubbucbudbuebufbugbuhbuibujbukbulbumbunbuobupbuqbusbutbuu\
    buvbuwbuxbuybuzbvabvbbvcbvdbvebvfbvgbvhbvibvjbvkbvlbvmbvnbvobvpbvqbvrbvt\
    bvubvvbvwbvxbvybvzbwabwbbwcbwdbwebwfbwgbwhbwibwjbwkbwlbwmbwnbwobwpbwqbwr\
    bwsbwtbwubwwbwxbwybwzbxabxbbxcbxdbxebxfbxgbxhbxibxjbxkbxlbxmbxnbxobxpbxq\
    bxrbxsbxubxvbxwbxzbyabybbycbydbyebyfbygbyhbyibyjbykbylbymbynbyobypbyqbyr\
    bysbytbyvbywbyxbyzbzabzbbzcbzdbzebzfbzgbzhbzibzjbzkbzlbzmbznbzobzpbzqbzr\
    bzsbztbzubzvbzwbzxbzybzzcaacabcaccadcaecafcagcahcajcakcalcamcancaocapcaq\
    carcascatcavcawcaxcaycazcbbcbccbdcbgcbicbjcbkcblcbncbocbqcbrcbscbtcbucbv\
    cbwcbycccccdcceccgcchccjcclccmccoccpccrcdacdecdfcdhcdicdjcdmcdncdocdrcds\
    cdycdzceacebcegcekcencescetceycfacfdcfgcfmcgacgccggcgkchachbchcchdchechf\
    chgchhchjchkchlchnchochpchqchrchtchuchvchwchxchychzciacibciccidciecihcik\
    cimcincipcirciwciycjacjecjhcjicjkcjmcjncjocjpcjscjvcjyckbckhcklckmckncko\
    ckqckrckscktckuckvckxckyckzclaclccldcleclhclicljclkcllclmclocltcluclwcly\
    cmacmecmgcmicmlcmmcmncmocmrcmscmtcnacnbcnccngcnhcnicnkcnlcnocnpcnqcnrcns\
    cntcnucnwcnxcoacobcoccodcoecofcogcohcojcokcolcomconcoocopcoqcorcoscotcou\
    covcowcoxcozcpacpbcpccpgcpicpncpocpscpucpxcpycqdcracrbcrccrdcrfcrgcrhcri\
    crjcrkcrlcrmcrncrocrqcrrcrscrtcrvcrwcrxcrycrzcsacsbcsccsdcsecsfcsgcshcsi\
    csjcskcslcsmcsncsocspcsqcsrcsscstcsvcswcsxcsycszctactcctdctectgcthctlctm\
    ctnctoctpctscttctuctyctzcuacubcuccuhcuicujcukculcuocupcuqcurcutcuucuvcuw\
    cuxcuycvgcvncwacwbcwdcwecwgcwtcyacybcymcyoczhczkcznczocztdaadacdaddaedag\
    dahdaidajdakdaldamdandaodaqdardasdaudavdawdaxdazdbadbbdbddbedbfdbgdbidbj\
    dbldbmdbndbodbpdbqdbrdbtdbudbvdbwdbydccdcrddadddddeddgddiddjddnddoddrdds\
    ddwdecdeddeedefdegdehdeidekdemdepdeqderdesdeudevdezdgadgbdgcdgddgedggdgh\
    dgidgkdgldgndgodgrdgsdgtdgwdgxdgzdhddhgdhidhldhmdhndhodhrdhsdhudhvdhwdhx\
    diadibdicdiddifdigdihdiidijdikdildimdiodipdiqdirdisdiudivdiwdixdiydizdja\
    djbdjcdjddjedjfdjidjjdjkdjmdjndjodjrdjudjwdkadkgdkkdkrdksdkxdlgdlkdlmdln\
    dmadmbdmcdmddmedmfdmgdmkdmldmmdmodmrdmsdmudmvdmwdmxdmydnadnddnedngdnidnj\
    dnkdnndnodnrdntdnudnvdnwdnydoadobdocdoedofdohdokdoldondoodopdoqdordosdot\
    dovdowdoxdoydozdppdrbdrcdrddredrgdridrldrndrodrqdrsdrtdrudrydsbdsedshdsi\
    dsldsndsodsqdszdtadtbdtddthdtidtkdtmdtndtodtpdtrdtsdttdtudtyduadubducdue\
    dufdugduhduidukduldumdunduodupduqdurdusduuduvduwduxduyduzdvadwadwkdwrdws\
    dwudwwdwydwzdyadybdyddygdyidymdyndyodyudyydzadzedzgdzldzndzoeaaebcebgebk\
    eboebrebuecrecsecyeeeefaefeefiegaeglegmegoegyehsehueipeiteivejaekaekeekg\
    ekiekkeklekmekoekpekrekyeleelhelielkellelmeloeluelxemaembemeemgemiemkemm\
    emnempemqemsemuemwemxemyemzenaenbencendenfengenhenlenmennenoenqenrenuenv\
    enwenxeotepiepoeraergerherierkeroerrerserterweseesgeshesieskeslesmesneso\
    esqessesuesyetbetcethetnetoetretsettetuetxetzeuseveevhevneweewoexteyaeyo\
    ezaezefaafabfadfaffagfahfaifajfakfalfamfanfaofapfarfatfaufaxfayfazfblfcs\
    ferffiffmfgrfiafiefiffijfilfinfipfirfitfiwfkkfkvflaflhflifllflnflrflyfmp\
    fmufnbfngfnifodfoifomfonforfosfpefqsfrafrcfrdfrkfrmfrofrpfrqfrrfrsfrtfry\
    fsefslfssfubfucfudfuefuffuhfuifujfumfunfuqfurfutfuufuvfuyfvrfwafwegaagab\
    gacgadgaegafgaggahgaigajgakgalgamgangaogapgaqgargasgatgaugawgaxgaygazgbb\
    gbdgbegbfgbggbhgbigbjgbkgblgbmgbngbogbpgbqgbrgbsgbugbvgbwgbxgbygbzgccgcd\
    gcegcfgclgcngcrgctgdagdbgdcgddgdegdfgdggdhgdigdjgdkgdlgdmgdngdogdqgdrgds\
    gdtgdugdxgeagebgecgedgefgeggehgeigejgekgelgeqgesgevgewgexgeygezgfkgftgga\
    ggbggdggegggggkgglggtgguggwghaghcgheghhghkghlghnghoghrghsghtgiagibgicgid\
    giegiggihgiigilgimgingipgiqgirgisgitgiugiwgixgiygizgjkgjmgjngjrgjugkagkd\
    gkegkngkogkpgkuglaglbglcgldgleglgglhgljglkgllgloglrgluglvglwglygmagmbgmd\
    gmggmhgmlgmmgmngmrgmugmvgmxgmygmzgnagnbgncgndgnegnggnhgnignjgnkgnlgnmgnn\
    gnognqgnrgntgnugnwgnzgoagobgocgodgoegofgoggohgoigojgokgolgomgoogopgoqgor\
    gosgotgougovgowgoxgoygozgpagpegpngqagqigqngqrgqugragrcgrdgrggrhgrigrjgrm\
    grogrqgrrgrsgrtgrugrvgrwgrxgrygrzgsegsggslgsmgsngsogspgssgswgtagtuguagub\
    gucgudguegufgugguhguigujgukgulgumgunguogupguqgurgusgutguuguwguxguzgvagvc\
    gvegvfgvjgvlgvmgvngvogvpgvrgvsgvygwagwbgwcgwdgwegwfgwggwigwjgwmgwngwrgwt\
    gwugwwgwxgxxgyagybgydgyegyfgyggyigylgymgyngyogyrgyygyzgzagzigznhaahabhac\
    hadhaehafhaghahhajhakhalhamhanhaohaphaqharhashathauhavhawhaxhayhazhbahbb\
    hbnhbohbuhcahchhdnhdshdyheahebhedheghehheihemherhgmhgwhhihhrhhyhiahibhid\
    hifhighihhiihijhikhilhinhiohirhithiwhixhjihkahkehkhhkkhknhkshlahlbhldhle\
    hlthluhmahmbhmchmdhmehmfhmghmhhmihmjhmkhmlhmmhmohmphmqhmrhmshmthmuhmvhmw\
    hmyhmzhnahndhnehnghnhhnihnjhnnhnohnshnuhoahobhochodhoehohhoihojholhomhoo\
    hophorhoshothovhowhoyhozhpohpshrahrchrehrkhrmhrohrphrthruhrvhrwhrxhrzhsb\
    hshhslhsnhsshtihtohtshtuhtxhubhuchudhuehufhughuhhuihujhukhulhumhunhuohup\
    huqhurhushuthuuhuvhuwhuxhuyhuzhvchvehvkhvnhvvhwahwchwohyahyehywiaiianiar\
    ibaibbibdibeibgibhiblibmibniboibribuibyicaichiclicridaidbidciddideidiido\
    idridsidtiduifaifbifeiffifkifmifuifyigbigeiggigligmignigoigsigwihbihiihp\
    ihwiiiiinijcijeijjijnijsikeikiikkiklikoikpikriksiktikvikwikxikzilailbile\
    ilgiliilkilmiloilpilsiluilvimaimiimlimnimoimrimsimtimyinainbindinginhinj\
    inlinminninoinpinsintinzioriouiowipiipoiquiqwireirhiriirkirnirriruirxiry\
    isaiscisdiseisgishisiiskislismisnisoisristisuitaitbitditeitiitkitlitmito\
    itritsittitvitwitxityitziumivbivviwkiwmiwoiwsixcixliyaiyoiyxizhizrizzjaa\
    jabjacjadjaejafjahjajjakjaljamjanjaojaqjasjatjaujavjaxjayjazjbejbijbjjbk\
    jbmjbnjbojbrjbtjbujbwjcsjctjdajdgjdtjebjeejehjeijekjeljenjerjetjeujgbjge\
    jgkjgojhijhsjiajibjicjidjiejigjihjiijiljimjiojiqjitjiujivjiyjjejjrjkajkm\
    jkojkpjkrjksjkujlejlsjmajmbjmcjmdjmijmljmnjmrjmsjmwjmxjnajndjngjnijnjjnl\
    jnsjobjodjogjorjosjowjpajpnjprjqrjrajrrjrtjrujsljuajubjucjudjuhjuijukjul\
    jumjunjuojupjurjusjutjuujuwjuyjvdjvnjwijyajyejyykaakabkackadkaekafkagkah\
    kaikajkakkalkamkankaokapkaqkaskatkavkawkaxkaykazkbakbbkbckbdkbekbgkbhkbi\
    kbjkbkkblkbmkbnkbokbpkbqkbrkbskbtkbukbvkbwkbxkbykbzkcakcbkcckcdkcekcfkcg\
    kchkcikcjkckkclkcmkcnkcokcpkcqkcrkcskctkcukcvkcwkcxkcykczkdakdckddkdekdf\
    kdgkdhkdikdjkdkkdlkdmkdnkdpkdqkdrkdtkdukdwkdxkdykdzkeakebkeckedkeekefkeg\
    kehkeikejkekkelkemkenkeokepkeqkerkesketkeukevkewkexkeykezkfakfbkfckfdkfe\
    kffkfgkfhkfikfjkfkkflkfmkfnkfokfpkfqkfrkfskftkfukfvkfwkfxkfykfzkgakgbkge\
    kgfkggkgikgjkgkkglkgmkgnkgokgpkgqkgrkgskgtkgukgvkgwkgxkgykhakhbkhckhdkhe\
    khfkhgkhhkhjkhkkhlkhmkhnkhokhpkhqkhrkhskhtkhukhvkhwkhxkhykhzkiakibkickid\
    kiekifkigkihkiikijkikkilkimkinkiokipkiqkirkiskitkiukivkiwkixkiykizkjakjb\
    kjckjdkjekjgkjhkjikjjkjkkjlkjmkjnkjokjpkjqkjrkjskjtkjukjvkjxkjykjzkkakkb\
    kkckkdkkekkfkkgkkhkkikkjkkkkklkkmkknkkokkpkkqkkrkkskktkkukkvkkwkkxkkykkz\
    klaklbklckldkleklfklgklhklikljklkkllklmkloklpklqklrklskltkluklvklwklxkly\
    klzkmakmbkmckmdkmekmfkmgkmhkmikmjkmkkmlkmmkmnkmokmpkmqkmrkmskmtkmukmvkmw\
    kmxkmykmzknaknbknckndkneknfkngkniknjknkknlknmknnknoknpknqknrknskntknuknv\
    knwknxknyknzkoakockodkoekofkogkohkoikolkookopkoqkorkoskotkoukovkowkoykoz\
    kpakpbkpckpdkpfkpgkphkpikpjkpkkplkpmkpnkpokpqkprkpskptkpukpvkpwkpxkpykpz\
    kqakqbkqckqdkqekqfkqgkqhkqikqjkqkkqlkqmkqnkqokqpkqqkqrkqskqtkqukqvkqwkqx\
    kqykqzkrakrbkrckrdkrekrfkrhkrikrjkrkkrlkrnkrpkrrkrskrtkrukrvkrwkrxkrykrz\
    ksaksbkscksdkseksfksgkshksiksjkskkslksmksnksokspksqksrksskstksuksvkswksx\
    ksykszktaktbktcktdktektfktgkthktiktjktkktlktmktnktoktpktqktskttktuktvktw\
    ktxktyktzkuakubkuckudkuekufkugkuhkuikujkukkulkumkunkuokupkuqkuskutkuukuv\
    kuwkuxkuykuzkvakvbkvckvdkvekvfkvgkvhkvikvjkvkkvlkvmkvnkvokvpkvqkvrkvtkvu\
    kvvkvwkvxkvykvzkwakwbkwckwdkwekwfkwgkwhkwikwjkwkkwlkwmkwnkwokwpkwrkwskwt\
    kwukwvkwwkwxkwykwzkxakxbkxckxdkxfkxhkxikxjkxkkxmkxnkxokxpkxqkxrkxskxtkxv\
    kxwkxxkxykxzkyakybkyckydkyekyfkygkyhkyikyjkykkylkymkynkyokypkyqkyrkyskyt\
    kyukyvkywkyxkyykyzkzakzbkzckzdkzekzfkzgkzikzkkzlkzmkznkzokzpkzqkzrkzskzu\
    kzvkzwkzxkzykzzlaalablacladlaelaflaglailajlallamlanlaolaplaqlarlaslatlau\
    lawlaxlaylazlbblbclbelbflbglbilbjlbklbllbmlbnlbolbqlbrlbslbtlbulbvlbwlbx\
    lbylbzlcclcdlcelcflchlcllcmlcplcqlcsldaldblddldgldhldildjldkldlldmldnldo\
    ldpldqlealeblecledleeleflehleilejleklellemlenleolepleqlerlesletleulevlew\
    lexleylezlfalfnlgalgblgglghlgilgklgllgmlgnlgolgqlgrlgtlgulgzlhalhhlhilhl\
    lhmlhnlhplhslhtlhulialibliclidlielifliglihlijliklillimlinliolipliqlirlis\
    litliulivliwlixliylizljaljeljiljlljpljwljxlkalkblkclkdlkelkhlkilkjlkllkm\
    lknlkolkrlkslktlkulkyllallbllclldllellfllgllhllilljllklllllmllnllpllqlls\
    llullxlmalmblmclmdlmelmflmglmhlmilmjlmklmllmnlmolmplmqlmrlmulmvlmwlmxlmy\
    lnalnblndlnglnhlnilnjlnllnmlnnlnslnulnwlnzloaloblocloelofloglohloilojlok\
    lollomlonlooloploqlorloslotloulovlowloxloylozlpalpelpnlpolpxlqrlralrclre\
    lrglrilrklrllrmlrnlrolrrlrtlrvlrzlsalsblsclsdlselshlsilsllsmlsnlsolsplsr\
    lsslstlsvlswlsyltcltglthltiltnltoltsltultzlualublucludlueluflugluilujluk\
    lullumlunluolupluqlurluslutluuluvluwluzlvalvilvklvslvulwalwelwglwhlwllwm\
    lwolwslwtlwulwwlxmlyalyglynlzhlzllznlzzmaamabmadmaemafmagmahmaimajmakmal\
    mammaqmarmasmatmaumavmawmaxmazmbambbmbcmbdmbembfmbhmbimbjmbkmblmbmmbnmbo\
    mbpmbqmbrmbsmbtmbumbvmbwmbxmbymbzmcamcbmccmcdmcemcfmcgmchmcimcjmckmclmcm\
    mcnmcomcpmcqmcrmcsmctmcumcvmcwmcxmcymczmdamdbmdcmddmdemdfmdgmdhmdimdjmdk\
    mdlmdmmdnmdpmdqmdrmdsmdtmdumdvmdwmdxmdymdzmeamebmecmedmeemefmehmeimejmek\
    melmemmenmeomepmeqmermesmetmeumevmewmeymezmfamfbmfcmfdmfemffmfgmfhmfimfj\
    mfkmflmfmmfnmfomfpmfqmfrmfsmftmfumfvmfwmfxmfymfzmgamgbmgcmgdmgemgfmggmgh\
    mgimgjmgkmglmgmmgnmgomgpmgqmgrmgsmgtmgumgvmgwmgymgzmhamhbmhcmhdmhemhfmhg\
    mhimhjmhkmhlmhmmhnmhomhpmhqmhrmhsmhtmhumhwmhxmhymhzmiamibmicmidmiemifmig\
    mihmiimijmikmilmimminmiomipmiqmirmitmiumiwmixmiymizmjbmjcmjdmjemjgmjhmji\
    mjjmjkmjlmjmmjnmjomjpmjqmjrmjsmjtmjumjvmjwmjxmjymjzmkamkbmkcmkdmkemkfmkg\
    mkimkjmkkmklmkmmknmkomkpmkqmkrmksmktmkumkvmkwmkxmkymkzmlamlbmlcmlemlfmlh\
    mlimljmlkmllmlmmlnmlomlpmlqmlrmlsmltmlumlvmlwmlxmlzmmammbmmcmmdmmemmfmmg\
    mmhmmimmjmmkmmlmmmmmnmmommpmmqmmrmmtmmummvmmwmmxmmymmzmnamnbmncmndmnemnf\
    mngmnhmnimnjmnkmnlmnmmnnmnpmnqmnrmnsmnumnvmnwmnxmnymnzmoamocmodmoemogmoh\
    moimojmokmommoomopmoqmormosmotmoumovmowmoxmoymozmpampbmpcmpdmpempgmphmpi\
    mpjmpkmplmpmmpnmpomppmpqmprmpsmptmpumpvmpwmpxmpympzmqamqbmqcmqemqfmqgmqh\
    mqimqjmqkmqlmqmmqnmqomqpmqqmqrmqsmqtmqumqvmqwmqxmqymqzmramrbmrcmrdmremrf\
    mrgmrhmrimrjmrkmrlmrmmrnmromrpmrqmrrmrsmrtmrumrvmrwmrxmrymrzmsbmscmsdmse\
    msfmsgmshmsimsjmskmslmsmmsnmsomspmsqmsrmssmsumsvmswmsxmsymszmtamtbmtcmtd\
    mtemtfmtgmthmtimtjmtkmtlmtmmtnmtomtpmtqmtrmtsmttmtumtvmtwmtxmtymuamubmuc\
    mudmuemugmuhmuimujmukmummuomupmuqmurmusmutmuumuvmuxmuymuzmvamvbmvdmvemvf\
    mvgmvhmvimvkmvlmvnmvomvpmvqmvrmvsmvtmvumvvmvwmvxmvymvzmwamwbmwcmwemwfmwg\
    mwhmwimwkmwlmwmmwnmwomwpmwqmwsmwtmwumwvmwwmwzmxamxbmxcmxdmxemxfmxgmxhmxi\
    mxjmxkmxlmxmmxnmxomxpmxqmxrmxsmxtmxumxvmxwmxxmxymxzmyamybmycmyemyfmygmyh\
    myjmykmylmymmyomypmyrmysmyumyvmywmyxmyymyzmzamzbmzcmzdmzemzgmzhmzimzjmzk\
    mzlmzmmznmzomzpmzqmzrmzsmztmzumzvmzwmzxmzymzznaanabnacnaenafnagnajnaknal\
    namnannaonapnaqnarnasnatnaunavnawnaxnaynaznbanbbnbcnbdnbenbgnbhnbinbjnbk\
    nblnbmnbnnbonbpnbqnbrnbsnbtnbunbvnbwnbyncancbnccncdncencfncgnchncincjnck\
    nclncmncnnconcqncrncsnctncuncxnczndandbndcnddndendfndgndhndindjndkndlndm\
    ndnndondpndqndrndsndtndundvndwndxndyndzneanebnecnedneenefnegnehneinejnek\
    nemnenneoneqnernesnetneunevnewnexneyneznfanfdnflnfrnfungangbngcngdngengg\
    nghngingjngknglngmngnngpngqngrngsngtngungvngwngxngyngznhanhbnhcnhdnhenhf\
    nhgnhhnhinhknhmnhnnhonhpnhqnhrnhtnhunhvnhwnhxnhynhznianibnidnienifnignih\
    niinijniknilnimninnioniqnirnisnitniunivniwnixniyniznjanjbnjdnjhnjinjjnjl\
    njmnjnnjonjrnjsnjtnjunjxnjynjznkankbnkcnkdnkenkfnkgnkhnkinkjnkknkmnknnko\
    nkpnkqnkrnksnktnkunkvnkwnkxnkznlanlcnldnlenlgnlinljnlknllnlmnlonlqnlunlv\
    nlwnlxnlynlznmanmbnmcnmdnmenmfnmgnmhnminmjnmknmlnmmnmnnmonmpnmqnmrnmsnmt\
    nmunmvnmwnmxnmynmznnannbnncnndnnennfnngnnhnninnjnnknnlnnmnnnnnonnpnnqnnr\
    nntnnunnvnnwnnynnznoanobnocnodnoenofnognohnoinojnoknolnomnonnopnoqnosnot\
    nounovnownoynoznpanpbnpgnphnpinplnpnnponpsnpunpxnpynqgnqknqlnqmnqnnqonqq\
    nqtnqynranrbnrcnrenrfnrgnrinrknrlnrmnrnnrpnrrnrtnrunrxnrznsansbnscnsdnse\
    nsfnsgnshnsinsknslnsmnsnnsonspnsqnsrnssnstnsunsvnswnsxnsynszntdntentgnti\
    ntjntkntmntontpntrntuntwntxntyntznuanucnudnuenufnugnuhnuinujnuknulnumnun\
    nuonupnuqnurnusnutnuunuvnuwnuxnuynuznvhnvmnvonwanwbnwcnwenwgnwinwmnwonwr\
    nwwnwxnwynxanxdnxenxgnxinxknxlnxmnxnnxonxqnxrnxxnyanybnycnydnyenyfnygnyh\
    nyinyjnyknylnymnynnyonypnyqnyrnysnytnyunyvnywnyxnyynzanzbnzdnzinzknzmnzs\
    nzunzynzzoaaoacoaroavobiobkoblobmoboobrobtobuocaochociocmocoocuodaodkodt\
    oduofoofsofuogbogcogeoggogooguohtohuoiaoieoinojbojcojgojpojsojvojwokaokb\
    okcokdokeokgokhokiokjokkoklokmoknokookroksokuokvokxokzolaoldoleolkolmolo\
    olroltoluomaombomcomgomiomkomlomnomoompomromtomuomwomxomyonaonboneongoni\
    onjonkonnonoonponronsontonuonwonxoodoogoonooroosopaopkopmopooptopyoraorc\
    oreorgorhornoroorrorsortoruorvorworxoryorzosaoscosiosnosoospossostosuosx\
    otaotbotdoteotiotkotlotmotnotqotrotsottotuotwotxotyotzouaouboueouioumovd\
    owiowloyboydoymoyyozmpabpacpadpaepafpagpahpaipakpalpampanpaopappaqparpas\
    paupavpawpaxpaypazpbbpbcpbepbfpbgpbhpbipblpbmpbnpbopbppbrpbspbtpbupbvpby\
    pcapcbpccpcdpcepcfpcgpchpcipcjpckpclpcmpcnpcppcwpdapdcpdipdnpdopdtpdupea\
    pebpedpeepefpegpehpeipejpekpelpempeopeppeqpespevpexpeypezpfapfepflpgapgd\
    pggpgipgkpglpgnpgspgupgzphaphdphgphhphjphkphlphmphnphophqphrphtphuphvphw\
    piapibpicpidpiepifpigpihpijpilpimpinpiopippirpispitpiupivpiwpixpiypizpjt\
    pkapkbpkcpkgpkhpknpkopkppkrpkspktpkuplaplbplcpldpleplgplhplipljplkpllpln\
    ploplqplrplspltpluplvplwplyplzpmapmbpmdpmepmfpmhpmipmjpmkpmlpmmpmnpmopmq\
    pmrpmspmtpmwpmxpmypmzpnapnbpncpndpnepngpnhpnipnjpnkpnlpnmpnnpnopnppnqpnr\
    pnspntpnupnvpnwpnxpnypnzpocpoepofpogpohpoipokpolpomponpoopoppoqporpospot\
    povpowpoxpoyppeppippkpplppmppnppopppppqppspptppupqapqmprcprdpreprfprgprh\
    priprkprlprmprnproprpprqprrprsprtpruprwprxprzpsapscpsdpsepsgpshpsipslpsm\
    psnpsopsppsqpsrpsspstpsupswpsyptapthptiptnptoptpptqptrpttptuptvptwptypua\
    pubpucpudpuepufpugpuipujpumpuopuppuqpurputpuupuwpuxpuypwapwbpwgpwipwmpwn\
    pwopwrpwwpxmpyepympynpyspyupyxpyypzhpznquaqubqucqudqufqugquhquiqukqulqum\
    qunqupquqqurqusquvquwquxquyquzqvaqvcqveqvhqviqvjqvlqvmqvnqvoqvpqvsqvwqvy\
    qvzqwaqwcqwhqwmqwsqwtqxaqxcqxhqxlqxnqxoqxpqxqqxrqxsqxtqxuqxwqyaqypraarab\
    racradrafragrahrairakralramranraorapraqrarrasratrauravrawraxrayrazrbbrbk\
    rblrbprcfrdbrearebreeregreirejrelremrenrerresretreyrgargergkrgnrgrrgsrgu\
    rhgrhpriaribrifrilrimrinrirritriurjgrjirjsrkarkbrkhrkirkmrktrkwrmarmbrmc\
    rmdrmermfrmgrmhrmirmkrmlrmmrmnrmormprmqrmsrmtrmurmvrmwrmxrmyrmzrnbrndrng\
    rnlrnnrnprnrrnwrobrocrodroerofrogrohrolronrooroprorrourowrpnrptrrirrorrt\
    rsbrskrslrsmrsnrtcrthrtmrtsrtwrubrucruerufrugruhruirukrunruorupruqrusrut\
    ruuruyruzrwarwkrwlrwmrworwrrxdrxwrynrysryurzhsaasabsacsadsaesafsagsahsaj\
    saksamsansaosaqsarsassatsausavsawsaxsaysazsbasbbsbcsbdsbesbfsbgsbhsbisbj\
    sbksblsbmsbnsbosbpsbqsbrsbssbtsbusbvsbwsbxsbysbzscbscescfscgschscisckscl\
    scnscoscpscqscssctscuscvscwscxsdasdbsdcsdesdfsdgsdhsdjsdksdlsdnsdosdpsdq\
    sdrsdssdtsdusdxsdzseasebsecsedseesefsegsehseisejsekselsenseosepseqserses\
    setseusevsewseysezsfbsfesfmsfssfwsgasgbsgcsgdsgesggsghsgisgjsgksgmsgpsgr\
    sgssgtsgusgwsgxsgysgzshashbshcshdsheshgshhshishjshkshlshmshnshoshpshqshr\
    shsshtshushvshwshxshyshzsiasibsidsiesifsigsihsiisijsiksilsimsinsipsiqsir\
    sissiusivsiwsixsiysizsjasjbsjdsjesjgsjksjlsjmsjnsjosjpsjrsjssjtsjusjwska\
    skbskcskdskeskfskgskhskiskjskmsknskoskpskqskrskssktskuskvskwskxskyskzslc\
    sldsleslfslgslhslisljslksllslmslnslpslqslrslssltsluslvslwslxslyslzsmasmb\
    smcsmesmfsmgsmhsmjsmksmlsmmsmnsmosmpsmqsmrsmssmtsmusmvsmwsmxsmysmzsnasnc\
    sndsnesnfsngsnisnjsnksnlsnmsnnsnosnpsnqsnrsnssnusnvsnwsnxsnysnzsoasobsoc\
    sodsoesogsohsoisojsoksolsomsoosopsoqsorsossotsousovsowsoxsoysozspaspbspc\
    spdspespgspispksplspmspnsposppspqsprspssptspuspvspxspysqasqhsqksqmsqnsqo\
    sqqsqrsqssqtsqusqxsrasrbsrcsresrfsrgsrhsrisrksrlsrmsrnsrosrpsrqsrrsrssrt\
    srusrvsrwsrxsrysrzssbsscssdssessfssgsshssissjssksslssmssnssosspssqssrsss\
    sstssussvsswssxssysszstastbstdstestfstgsthstistjstkstlstmstnstostpstqstr\
    stssttstustvstwstysuasubsucsuesugsuisujsuksunsuosuqsursussutsuvsuwsuxsuy\
    suzsvasvbsvcsvesvksvmsvssvxswbswcsweswfswgswhswiswjswkswlswmswnswoswpswq\
    swrswsswtswuswvswwswxswysxbsxcsxesxgsxksxlsxmsxnsxosxrsxssxusxwsyasybsyc\
    syisyksylsymsynsyosyssywsyxsyyszaszbszcszdszeszgszlsznszpszsszvszwszytaa\
    tabtactadtaetaftagtahtajtaktaltamtantaotaptaqtartastattautavtawtaxtaytaz\
    tbatbctbdtbetbftbgtbhtbitbjtbktbltbmtbntbotbptbrtbstbttbutbvtbwtbxtbytbz\
    tcatcbtcctcdtcetcftcgtchtcitcktcltcmtcntcotcptcqtcstcttcutcwtcxtcytcztda\
    tdbtdctddtdetdftdgtdhtditdjtdktdltdmtdntdotdqtdrtdstdttdvtdxtdyteatebtec\
    tedteeteftegtehteitekteltemtenteotepteqtertestetteutevtewtexteyteztfitfn\
    tfotfrtfttgatgbtgctgdtgetgftghtgitgjtgktgltgntgotgptgqtgrtgstgttgutgvtgw\
    tgxtgytgzthathdthethfthhthithkthlthmthnthpthqthrthsthtthuthvthythztiatic\
    tiftigtihtiitijtiktiltimtintiotiptiqtirtistittiutivtiwtixtiytiztjatjgtji\
    tjjtjltjmtjntjotjptjstjutjwtkatkbtkdtketkftkgtkltkmtkntkptkqtkrtkstkttku\
    tkvtkwtkxtkztlatlbtlctldtlftlgtlhtlitljtlktlltlmtlntlotlptlqtlrtlstlttlu\
    tlvtlxtlytmatmbtmctmdtmetmftmgtmitmjtmktmltmmtmntmotmqtmrtmstmttmutmvtmw\
    tmytmztnatnbtnctndtngtnhtnitnktnltnmtnntnotnptnqtnrtnstnttnutnvtnwtnxtny\
    tnztobtoctodtoftogtohtoitojtoktoltomtontootoptoqtortostoutovtowtoxtoytoz\
    tpatpctpetpftpgtpitpjtpktpltpmtpntpotpptpqtprtpttputpvtpwtpxtpytpztqbtql\
    tqmtqntqotqptqqtqrtqttqutqwtratrbtrctrdtretrftrgtrhtritrjtrltrmtrntrotrp\
    trqtrrtrstrttrutrvtrwtrxtrytrztsatsbtsctsdtsetsgtshtsitsjtsktsltsmtsntso\
    tsptsqtsrtsststtsutsvtswtsxtsytszttattbttcttdttettfttgtthttittjttkttlttm\
    ttnttottpttqttrttstttttuttvttwttyttztuatubtuctudtuetuftugtuhtuitujtuktul\
    tumtuntuotuqturtustuutuvtuxtuytuztvatvdtvetvktvltvmtvntvotvstvttvutvwtvx\
    tvytwatwbtwctwdtwetwftwgtwhtwitwltwmtwntwotwptwqtwrtwttwutwwtwxtwytxatxb\
    txctxetxgtxhtxitxjtxmtxntxotxqtxrtxstxttxutxxtxytyatyetyhtyityjtyltyntyp\
    tyrtystyttyutyvtyxtyytyztzatzhtzjtzltzmtzntzotzxuamuanuarubaubiublubrubu\
    ubyudaudeudgudiudjudludmuduuesufiugaugbugeughugnugougyuhauhnuiguisuivuji\
    ukaukgukhukiukkuklukpukqukruksukuukvukwukyulaulbulculeulfuliulkullulmuln\
    uluulwumaumbumcumdumgumiummumnumoumpumrumsumuunauneunguniunkunmunnunrunu\
    unxunzuonupiupvuraurburcurdureurfurgurhuriurkurlurmurnurourpurrurturuurv\
    urwurxuryurzusaushusiuskuspussusuutauteuthutputrutuuumuuruuuuveuvhuvluwa\
    uyauznuzsvaavaevafvagvahvaivajvalvamvanvaovapvarvasvauvavvayvbbvbkvecved\
    velvemvenveovepvervgrvgtvicvidvievifvigvilvinvisvitvivvkavkjvkkvklvkmvkn\
    vkovkpvktvkuvkzvlpvlsvmavmbvmcvmdvmevmfvmgvmhvmivmjvmkvmlvmmvmpvmqvmrvms\
    vmuvmvvmwvmxvmyvmzvnkvnmvnpvolvorvotvravrovrsvrtvsivslvsvvtovumvunvutvwa\
    waawabwacwadwaewafwagwahwaiwajwalwamwanwaowapwaqwarwaswatwauwavwawwaxway\
    wazwbawbbwbewbfwbhwbiwbjwbkwblwbmwbpwbqwbrwbswbtwbvwbwwcawciwddwdgwdjwdk\
    wdtwduwdyweawecwedwegwehweiwemweowepwerweswetweuwewwfgwgawgbwggwgiwgowgu\
    wgywhawhgwhkwhuwibwicwiewifwigwihwiiwijwikwilwimwinwirwiuwivwiywjawjiwka\
    wkbwkdwklwkrwkuwkwwkywlawlcwlewlgwlhwliwlkwllwlmwlnwlowlrwlswluwlvwlwwlx\
    wlywmawmbwmcwmdwmewmgwmhwmiwmmwmnwmowmswmtwmwwmxwnbwncwndwnewngwniwnkwnm\
    wnnwnownpwnuwnwwnywoawobwocwodwoewofwogwoiwokwolwomwonwooworwoswowwoywpc\
    wrbwrgwrhwriwrkwrlwrmwrnwrowrpwrrwrswruwrvwrwwrxwrywrzwsawsgwsiwskwsrwss\
    wsuwsvwtfwthwtiwtkwtmwtwwuawubwudwuhwulwumwunwurwutwuuwuvwuxwuywwawwbwwo\
    wwrwwwwxawxwwybwyiwymwynwyrwyyxaaxabxacxadxaexagxaixajxakxalxamxanxaoxap\
    xaqxarxasxatxauxavxawxayxbbxbcxbdxbexbgxbixbjxbmxbnxboxbpxbrxbwxbyxcbxcc\
    xcexcgxchxclxcmxcnxcoxcrxctxcuxcvxcwxcyxdaxdcxdkxdmxdoxdqxdyxebxedxegxel\
    xemxepxerxesxetxeuxfaxgaxgbxgdxgfxggxgixglxgmxgrxguxgwxhaxhcxhdxhexhmxho\
    xhrxhtxhuxhvxibxiixilxinxirxisxivxiyxjbxjtxkaxkbxkcxkdxkexkfxkgxkixkjxkk\
    xklxknxkoxkpxkqxkrxksxktxkuxkvxkwxkxxkyxkzxlaxlbxlcxldxlexlgxlixlnxloxlp\
    xlsxluxlyxmaxmbxmcxmdxmexmfxmgxmhxmjxmkxmlxmmxmnxmoxmpxmqxmrxmsxmtxmuxmv\
    xmwxmxxmyxmzxnaxnbxngxnhxnixnjxnkxnmxnnxnoxnqxnrxnsxntxnuxnyxnzxocxodxog\
    xoixokxomxonxooxopxorxowxpaxpbxpcxpdxpexpfxpgxphxpixpjxpkxplxpmxpnxpoxpp\
    xpqxprxpsxptxpuxpvxpwxpxxpyxpzxqaxqtxraxrbxrdxrexrgxrixrmxrnxrrxrtxruxrw\
    xsaxsbxscxsdxsexshxsixsjxslxsmxsnxsoxspxsqxsrxssxsuxsvxsyxtaxtbxtcxtdxte\
    xtgxthxtixtjxtlxtmxtnxtoxtpxtqxtrxtsxttxtuxtvxtwxtyxuaxubxudxugxujxulxum\
    xunxuoxupxurxutxuuxvexvixvnxvoxvsxwaxwcxwdxwexwgxwjxwkxwlxwoxwrxwtxwwxxb\
    xxkxxmxxrxxtxyaxybxyjxykxylxytxyyxzhxzmxzpyaayabyacyadyaeyafyagyahyaiyaj\
    yakyalyamyanyaoyapyaqyaryasyatyauyavyawyaxyayyazybaybbybeybhybiybjybkybl\
    ybmybnyboybxybyychyclycnycpydayddydeydgydkyeayecyeeyeiyejyelyeryesyetyeu\
    yevyeyygaygiyglygmygpygrygsyguygwyhayhdyhlyhsyiayifyigyihyiiyijyikyilyim\
    yinyipyiqyiryisyityiuyivyixyizykaykgykiykkyklykmyknykoykryktykuykyylaylb\
    yleylgyliyllylmylnyloylryluylyymbymcymdymeymgymhymiymkymlymmymnymoympymq\
    ymrymsymxymzynayndyneyngynkynlynnynoynqynsynuyobyogyoiyokyolyomyonyoryot\
    yoxyoyypaypbypgyphypmypnypoyppypzyrayrbyreyrkyrlyrmyrnyroyrsyrwyryyscysd\
    ysgyslysmysnysoyspysryssysyytaytlytpytwytyyuayubyucyudyueyufyugyuiyujyuk\
    yulyumyunyupyuqyuryutyuwyuxyuyyuzyvayvtywaywgywlywnywqywrywtywuywwyxayxg\
    yxlyxmyxuyxyyyryyuyyzyzgyzkzaazabzaczadzaezafzagzahzaizajzakzalzamzaozaq\
    zarzaszatzauzavzawzaxzayzazzbazbczbezblzbtzbuzbwzcazcdzchzdjzeazegzehzen\
    zgazgbzghzgmzgnzgrzhbzhdzhizhnzhwziazibzikzilzimzinziwzizzkazkbzkdzkgzkh\
    zkkzknzkozkpzkrzktzkuzkvzkzzlazljzlmzlnzlqzmazmbzmczmdzmezmfzmgzmhzmizmj\
    zmkzmlzmmzmnzmozmpzmqzmrzmszmtzmuzmvzmwzmxzmyzmzznaznezngznkznszoczohzom\
    zoozoqzorzoszpazpbzpczpdzpezpfzpgzphzpizpjzpkzplzpmzpnzpozppzpqzprzpszpt\
    zpuzpvzpwzpxzpyzpzzqezrazrgzrnzrozrpzrszsazskzslzsmzsrzsuzteztgztlztmztn\
    ztpztqztszttztuztxztyzuazuhzulzumzunzuyzwazybzygzyjzynzypzzj
    """

  /// ISO 639-3: macrolanguages.
  static let macrolanguages: StaticString = """
    akaaraaymazebalbikbncbuachmcredeldendindoiestfasfulgbagongrbgrnhaihbshmn\
    ikuipkjrbkauklnkokkomkonkpekurlahlavluymanmlgmonmsamwrnepnorojioriormpus\
    querajromsqisrdswasyrtmhuzbyidzapzhazhozza
    """

  /// ISO 639-5: families and groups.
  static let groups: StaticString = """
    aavafaalgalvapaaqaaqlartathaufausawdazcbadbaibatberbihbntbtkcaicaucbaccn\
    ccscdccddcelcmccpecpfcppcrpcsucusdaydmndraegxesxeuqfiufoxgemgmegmqgmwgrk\
    hmxhokhyxiirijoincineirairoitcjpxkarkdokhikromapmkhmnomunmynnahnaingfnic\
    nubomqomvotopaaphiplfpozpqepqwpraqweroasaisalsdvsemsgnsiositslasmisonsqj\
    ssasydtaitbqtrktuptuttuwurjwakwenxgnxndypkzhxzlezlszlwznd
    """

  /// ISO 639-1 with ISO 639-3: two letters and three.
  static let twoLetters: StaticString = """
    aaaarababkaeaveafafrakakaamamhanargararaasasmavavaayaymazazebabakbebel\
    bgbulbibisbmbambnbenbobodbrbrebsboscacatcechechchacocoscrcrecscescuchu\
    cvchvcycymdadandedeudvdivdzdzoeeeweelellenengeoepoesspaetesteueusfafas\
    fffulfifinfjfijfofaofrfrafyfrygaglegdglaglglggngrngugujgvglvhahauheheb\
    hihinhohmohrhrvhthathuhunhyhyehzheriainaidindieileigiboiiiiiikipkioido\
    isislititaiuikujajpnjvjavkakatkgkonkikikkjkuakkkazklkalkmkhmknkankokor\
    krkaukskaskukurkvkomkwcorkykirlalatlbltzlgluglilimlnlinlolaoltlitlulub\
    lvlavmgmlgmhmahmimrimkmkdmlmalmnmonmrmarmsmsamtmltmymyananaunbnobndnde\
    nenepngndonlnldnnnnononornrnblnvnavnynyaocociojojiomormororiososspapan\
    pipliplpolpspusptporququermrohrnrunroronrurusrwkinsasanscsrdsdsndsesme\
    sgsagshhbssisinskslkslslvsmsmosnsnasosomsqsqisrsrpsssswstsotsusunsvswe\
    swswatatamteteltgtgkththatitirtktuktltgltntsntotontrturtstsotttattwtwi\
    tytahuguigukukrururduzuzbvevenvivievovolwawlnwowolxhxhoyiyidyoyorzazha\
    zhzhozuzul
    """

  /// Code, tabulator, name: one a line, sorted.
  static let names: StaticString = """
    aaz\tAmarasi
    abc\tAmbala Ayta
    abl\tLampung Nyo
    abs\tAmbonese Malay
    abx\tInabaknon
    abz\tAbui
    ace\tAchinese
    acn\tAchang
    agn\tAgutaynen
    agt\tCentral Cagayan Agta
    ahk\tAkha
    akb\tBatak Angkola
    alj\tAlangan
    alp\tAlune
    amk\tAmbai
    aol\tAlor
    aoz\tUab Meto
    ara\tArabic
    atb\tZaiwa
    atd\tAta Manobo
    att\tPamplona Atta
    aze\tAzerbaijani
    ban\tBalinese
    bbc\tBatak Toba
    bcl\tCentral Bikol
    ben\tBangla
    beu\tBlagar
    bew\tBetawi
    bfn\tBunak
    bgr\tBawm Chin
    bgs\tTagabawa
    bgz\tBanggai
    bhp\tBima
    bik\tBikol
    bjn\tBanjar
    bkd\tBinukid
    bku\tBuhid
    bkx\tBaikeno
    blt\tTai Dam
    blw\tBalangao
    blz\tBalantak
    bnj\tEastern Tawbuid
    bod\tTibetan
    bpr\tKoronadal Blaan
    bps\tSarangani Blaan
    brb\tBrao
    bru\tEastern Bru
    brv\tWestern Bru
    btd\tBatak Dairi
    bth\tBiatah Bidayuh
    btk\tBatak languages
    btm\tBatak Mandailing
    bto\tRinconada Bikol
    bts\tBatak Simalungun
    btx\tBatak Karo
    bug\tBuginese
    bvz\tBauzi
    bya\tBatak
    bzi\tBisu
    cbk\tChavacano
    ccp\tChakma
    cdo\tMin Dong Chinese
    ceb\tCebuano
    cek\tEastern Khumi Chin
    cfm\tFalam Chin
    cgc\tKagayanen
    clu\tCaluyanun
    cmn\tMandarin Chinese
    cmo\tCentral Mnong
    cnh\tHakha Chin
    cnw\tNgawn Chin
    csy\tSiyin Chin
    ctd\tTedim Chin
    cth\tThaiphum Chin
    czt\tZotung Chin
    dao\tDaai Chin
    day\tLand Dayak languages
    ddg\tFataluku
    deu\tGerman
    dgc\tCasiguran Dumagat Agta
    dmg\tUpper Kinabatangan
    dnw\tWestern Dani
    dtp\tKadazan Dusun
    dtr\tLotud
    due\tUmiray Dumaget Agta
    duo\tDupaninan Agta
    duu\tDrung
    dzo\tDzongkha
    ebk\tEastern Bontok
    eip\tEipomek
    enc\tEn
    end\tEnde
    eng\tEnglish
    fas\tPersian
    fil\tFilipino
    fra\tFrench
    gal\tGalolen
    gbi\tGalela
    gdg\tGa'dang
    gor\tGorontalo
    guj\tGujarati
    hak\tHakka Chinese
    heg\tHelong
    hil\tHiligaynon
    hin\tHindi
    hlt\tMatu Chin
    hmn\tHmong
    hmv\tHmong Dô
    hni\tHani
    hnj\tHmong Njua
    hnn\tHanunoo
    hre\tHre
    hro\tHaroi
    hvn\tSabu
    iba\tIban
    idt\tIdaté
    ifa\tAmganad Ifugao
    ifb\tBatad Ifugao
    ifk\tTuwali Ifugao
    ifu\tMayoyao Ifugao
    ify\tKeley-I Kallahan
    ilo\tIloko
    ind\tIndonesian
    iry\tIraya
    isd\tIsnag
    ita\tItalian
    itv\tItawit
    ium\tIu Mien
    ivb\tIbatan
    ivv\tIvatan
    jav\tJavanese
    jpn\tJapanese
    jra\tJarai
    kac\tKachin
    kak\tKalanguya
    kar\tKaren languages
    kat\tGeorgian
    kaw\tKawi
    khb\tLü
    khg\tKhams Tibetan
    khk\tHalh Mongolian
    khm\tKhmer
    kix\tKhiamniungan Naga
    kje\tKisar
    kjg\tKhmu
    kjp\tPwo Eastern Karen
    kkh\tKhün
    kkl\tKosarek Yale
    kmk\tLimos Kalinga
    kne\tKankanaey
    kod\tKodi
    kor\tKorean
    kqe\tKalagan
    kqr\tKimaragang
    krj\tKinaray-A
    krr\tKrung
    ksc\tSouthern Kalinga
    ksw\tS'gaw Karen
    kvt\tLahta Karen
    kxd\tBrunei
    kxm\tNorthern Khmer
    kyu\tWestern Kayah
    lao\tLao
    lbk\tCentral Bontok
    lew\tLedo Kaili
    lex\tLuang
    lhi\tLahu Shi
    lhu\tLahu
    lis\tLisu
    ljl\tLi'o
    ljp\tLampung Api
    llg\tLole
    lsi\tLashi
    lti\tLeti (Indonesia)
    lus\tLushai
    lwl\tEastern Lawa
    lzh\tLiterary Chinese
    mad\tMadurese
    mak\tMakasar
    mar\tMarathi
    mbb\tWestern Bukidnon Manobo
    mbd\tDibabawon Manobo
    mbf\tBaba Malay
    mbi\tIlianen Manobo
    mbs\tSarangani Manobo
    mbt\tMatigsalug Manobo
    mdr\tMandar
    mej\tMeyah
    meo\tKedah Malay
    mgm\tMambae
    mhx\tMaru
    min\tMinangkabau
    mkn\tKupang Malay
    mkz\tMakasae
    mmn\tMamanwa
    mnb\tMuna
    mnw\tMon
    mnx\tManikion
    mog\tMongondow
    mqj\tMamasa
    mqy\tManggarai
    mrw\tMaranao
    mry\tMandaya
    msa\tMalay (macrolanguage)
    msb\tMasbatenyo
    msi\tSabah Malay
    msk\tMansaka
    msm\tAgusan Manobo
    mta\tCotabato Manobo
    mtg\tUna
    mtj\tMoskona
    mtq\tMuong
    mui\tMusi
    mvp\tDuri
    mwq\tMün Chin
    mwv\tMentawai
    mww\tHmong Daw
    mya\tBurmese
    myn\tMayan languages
    nan\tMin Nan Chinese
    nbe\tKonyak Naga
    nbq\tNggem
    nfa\tDhao
    nia\tNias
    nij\tNgaju
    nlc\tNalca
    nld\tDutch
    nod\tNorthern Thai
    nor\tNorwegian
    npy\tNapu
    nrm\tNarom
    nst\tTase Naga
    nut\tNung (Viet Nam)
    nxa\tNauete
    nxe\tNage
    nxl\tSouth Nuaulu
    obo\tObo Manobo
    pag\tPangasinan
    pam\tPampanga
    pan\tPanjabi
    pce\tRuching Palaung
    pdu\tKayan
    pea\tPeranakan Indonesian
    plw\tBrooke's Point Palawano
    pmf\tPamona
    pne\tWestern Penan
    pol\tPolish
    por\tPortuguese
    ppk\tUma
    prf\tParanan
    prk\tParauk
    pse\tCentral Malay
    psp\tPhilippine Sign Language
    ptu\tBambam
    pww\tPwo Northern Karen
    rej\tRejang
    rgu\tRinggou
    rin\tNungu
    rki\tRakhine
    ron\tRomanian
    row\tDela-Oenale
    rus\tRussian
    san\tSanskrit
    sas\tSasak
    sbl\tBotolan Sambal
    sda\tToraja-Sa'dan
    sea\tSemai
    sgb\tMag-antsi Ayta
    sgd\tSurigaonon
    shn\tShan
    sin\tSinhala
    smk\tBolinao
    sml\tCentral Sama
    snl\tSangil
    spa\tSpanish
    sqi\tAlbanian
    srp\tSerbian
    suc\tWestern Subanon
    sun\tSundanese
    sxn\tSangir
    syb\tCentral Subanen
    szb\tNgalum
    tam\tTamil
    tbk\tCalamian Tagbanwa
    tbl\tTboli
    tby\tTabaru
    tcz\tThado Chin
    tdj\tTajio
    tdt\tTetun Dili
    tet\tTetum
    tgl\tTagalog
    tha\tThai
    tih\tTimugon Murut
    tiy\tTiruray
    tkd\tTukudede
    tlb\tTobelo
    tnt\tTontemboan
    tom\tTombulu
    tpi\tTok Pisin
    tpu\tTampuan
    tur\tTurkish
    twu\tTermanu
    txq\tTii
    tyz\tTày
    urk\tUrak Lawoi'
    ury\tOrya
    vie\tVietnamese
    war\tWaray (Philippines)
    whk\tWahau Kenyah
    wms\tWambon
    wnk\tWanukaka
    wrs\tWaris
    wuu\tWu Chinese
    xbr\tKambera
    xdy\tMalayic Dayak
    xml\tMalaysian Sign Language
    xmm\tManado Malay
    xnn\tNorthern Kankanay
    xsb\tSambal
    yet\tYetfa
    yin\tRiang Lai
    yka\tYakan
    yli\tAngguruk Yali
    ysm\tMyanmar Sign Language
    yue\tYue Chinese
    yva\tYawa
    zho\tChinese
    zlm\tMalay (individual language)
    zom\tZou
    zsm\tStandard Malay
    zyp\tZyphe Chin
    """
}
